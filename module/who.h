/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_WHO_H
#define CAPTRACE_WHO_H

#include "compat.h"
#include "session.h"

union captrace_record;

/*
 * Who a record is about.  Probe context.
 */

/* In the pid namespace of the opener; 0 if it has no number there. */
static inline u32 captrace_who_tgid(const struct captrace_session *session,
				    struct task_struct *task)
{
	if (likely(session->pid_ns == &init_pid_ns))
		return task->tgid;

	return task_tgid_nr_ns(task, session->pid_ns);
}

static inline u32 captrace_who_tid(const struct captrace_session *session,
				   struct task_struct *task)
{
	if (likely(session->pid_ns == &init_pid_ns))
		return task->pid;

	return task_pid_nr_ns(task, session->pid_ns);
}

/* In the initial user namespace. */
u32 captrace_who_euid(struct task_struct *task);

/*
 * Begins a record of this kind with everything about the task that is the same
 * for all sessions; then with its numbers in this session.
 */
void captrace_who_describe(union captrace_record *record, u16 kind,
			   struct task_struct *task, u32 euid);
void captrace_who_number(const struct captrace_session *session,
			 union captrace_record *record,
			 struct task_struct *task);

#endif
