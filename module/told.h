/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TOLD_H
#define CAPTRACE_TOLD_H

#include <linux/types.h>

struct captrace_session;
struct captrace_who;
struct task_struct;

#define CAPTRACE_TOLD_CGROUPS_BITS   8
#define CAPTRACE_TOLD_PROCESSES_BITS 9

/* Control groups, and older processes, whose paths a session was sent. */
struct captrace_told {
	u64 cgroups[1 << CAPTRACE_TOLD_CGROUPS_BITS];
	u64 processes[1 << CAPTRACE_TOLD_PROCESSES_BITS];
};

/* Probe context, both.  What finds no place is sent again, or later. */

/*
 * The path of a control group is sent before the first of whom is in it: this
 * task, of which who was filled in.
 */
void captrace_told_ensure_cgroup(struct captrace_session *session,
				 struct task_struct *task,
				 const struct captrace_who *who);

/*
 * What the current process runs is sent before its first check, or child, in
 * case it is older than the session and soon gone.
 */
void captrace_told_ensure_process(struct captrace_session *session);

#endif
