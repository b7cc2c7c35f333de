/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FILTER_H
#define CAPTRACE_FILTER_H

#include <linux/captrace.h>
#include <linux/types.h>

struct captrace_pidset;

/* The filter of a session that was given none. */
void captrace_filter_init(struct captrace_filter *filter);

/* False for unknown bits, reserved fields, and masks that let nothing pass. */
bool captrace_filter_valid(const struct captrace_filter *filter);

/* Probe context: does the class pass, does everything else? */
static inline bool captrace_filter_class(const struct captrace_filter *filter,
					 enum captrace_class class)
{
	return filter->classes & (1u << class);
}

static inline bool captrace_filter_cap(const struct captrace_filter *filter,
				       unsigned int cap)
{
	return cap >= 64 || filter->caps & (1ull << cap);
}

static inline bool captrace_filter_result(const struct captrace_filter *filter,
					  int result)
{
	return filter->results &
	       (result ? CAPTRACE_RESULT_DENIED : CAPTRACE_RESULT_GRANTED);
}

/*
 * A pid set: one bit for each number that a process can have in the initial
 * pid namespace, so that asking is one load, and a birth cannot fail.  All
 * functions but create and destroy may be called in any context.
 */

/* NULL if there is no memory.  May sleep. */
struct captrace_pidset *captrace_pidset_create(void);
void captrace_pidset_destroy(struct captrace_pidset *set);

bool captrace_pidset_has(const struct captrace_pidset *set, pid_t tgid);

/* True if the process was not in the set before. */
bool captrace_pidset_add(struct captrace_pidset *set, pid_t tgid);

/* True if the process was in the set, or waited for its exec. */
bool captrace_pidset_remove(struct captrace_pidset *set, pid_t tgid);

void captrace_pidset_clear(struct captrace_pidset *set);

/* Processes in the set. */
unsigned int captrace_pidset_count(const struct captrace_pidset *set);

/* Adds the process once captrace_pidset_exec() says so; -EBUSY if one waits. */
int captrace_pidset_await(struct captrace_pidset *set, pid_t tgid);
void captrace_pidset_exec(struct captrace_pidset *set, pid_t tgid);

#endif
