// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cred.h>
#include <linux/string.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "compat.h"
#include "ring.h"
#include "session.h"
#include "who.h"

u32 captrace_who_euid(struct task_struct *task)
{
	u32 euid;

	rcu_read_lock();
	euid = from_kuid_munged(&init_user_ns, __task_cred(task)->euid);
	rcu_read_unlock();

	return euid;
}

static u64 who_cgroup_id(struct task_struct *task)
{
	u64 id;

	rcu_read_lock();
	id = compat_cgroup_id(compat_cgroup_of(task));
	rcu_read_unlock();

	return id;
}

void captrace_who_describe(union captrace_record *record, u16 kind,
			   struct task_struct *task, u32 euid)
{
	struct captrace_who *who = &record->check.who;

	record->head.kind = kind;
	record->head.size = CAPTRACE_RECORD_SIZE;
	who->euid = euid;
	who->start_ns = compat_start_boottime_ns(task->group_leader);
	who->cgroup_id = who_cgroup_id(task);
	memcpy(who->comm, task->comm, CAPTRACE_COMM_SIZE);
	who->comm[CAPTRACE_COMM_SIZE - 1] = 0;
}

void captrace_who_number(const struct captrace_session *session,
			 union captrace_record *record,
			 struct task_struct *task)
{
	struct captrace_who *who = &record->check.who;

	who->tgid = captrace_who_tgid(session, task);
	who->tid = captrace_who_tid(session, task);
	rcu_read_lock();
	who->ppid =
		captrace_who_tgid(session, rcu_dereference(task->real_parent));
	rcu_read_unlock();
}
