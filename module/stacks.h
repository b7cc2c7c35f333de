/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STACKS_H
#define CAPTRACE_STACKS_H

#include <linux/captrace.h>
#include <linux/types.h>

struct captrace_stacks;

/*
 * The stacks that one session wants.  In its rings, a CHECK has the number that
 * stack.c gave to a stack of the kernel, and the ticket, plus one, of that of a
 * program; in its stream, the numbers that the session was told of.
 */

/* For CAPTRACE_EVENT_*.  NULL if there is no memory.  May sleep. */
struct captrace_stacks *captrace_stacks_create(u32 events);

/* No probe may use it any more.  Takes NULL.  May sleep. */
void captrace_stacks_destroy(struct captrace_stacks *stacks);

/* Are stacks of the kernel among them? */
bool captrace_stacks_of_kernel(const struct captrace_stacks *stacks);

/*
 * Probe context.  Adds the stacks that are wanted to the check of the current
 * task, of which stack.c has the kernel's.  If the check is lost then, drops
 * what was held for it.
 */
void captrace_stacks_add(struct captrace_stacks *stacks,
			 struct captrace_check *check, u32 kernel_stack);
void captrace_stacks_drop(struct captrace_stacks *stacks,
			  const struct captrace_check *check);

/*
 * Process context, for the reader, one at a time: the number of the stack in
 * the stream, 0 if there is no memory for its text.  If the stream has not been
 * told of it yet, *text is its text as lines (lines.h), for kfree(), else NULL.
 */
u32 captrace_stacks_tell_kernel(struct captrace_stacks *stacks,
				u32 kernel_stack, char **text);
u32 captrace_stacks_tell_user(struct captrace_stacks *stacks, u32 user_stack,
			      char **text);

#endif
