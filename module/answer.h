/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ANSWER_H
#define CAPTRACE_ANSWER_H

#include <linux/captrace.h>
#include <linux/types.h>

struct captrace_ask;

/* What a task got for its ask, and how that is known. */
struct captrace_answer {
	int result;
	enum captrace_hook hook;
	enum captrace_decider decider;
	bool evaluated;
};

/*
 * Probe context, by the task that asked: a CHECK for all sessions that wanted
 * it, and of a denial the OUTCOME of the system call later on.
 */
void captrace_answer_give(const struct captrace_ask *ask,
			  const struct captrace_answer *answer);

#endif
