/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STACK_H
#define CAPTRACE_STACK_H

#include <linux/types.h>

/*
 * Stacks of the kernel: one copy of each, which all sessions share, for as long
 * as one wants any.
 */

/* False where the kernel cannot tell. */
bool captrace_stack_possible(void);

/* While a session has this, stacks can be saved.  -ENOMEM.  May sleep. */
int captrace_stack_get(void);
void captrace_stack_put(void);

/* Any context: might a session have it? */
bool captrace_stack_wanted(void);

/*
 * Probe context, where a function is entered that is probed at this address,
 * with captrace_stack_get(): the number of the stack, from 1; 0 if it cannot be
 * told, or there were too many.
 */
u32 captrace_stack_save(const void *probed);

/*
 * Process context, with captrace_stack_get(): the stack as lines (lines.h), for
 * kfree(); NULL if there is no memory.
 */
char *captrace_stack_text(u32 number);

#endif
