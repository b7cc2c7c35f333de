// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hash.h>
#include <linux/types.h>

#include "compat.h"
#include "path.h"
#include "ring.h"
#include "rings.h"
#include "session.h"
#include "told.h"
#include "who.h"

/* A key is remembered in one of so many places in a row. */
#define NR_TRIES 8

/*
 * Some sets are remembered in places that keys hash to: where is this key to be
 * remembered, NULL if it is already?  Where too many are, one is forgotten.
 */
static u64 *told_place(u64 *places, unsigned int bits, u64 key)
{
	unsigned int try, first = hash_64(key, bits);
	u64 *place, *empty = NULL;

	for (try = 0; try < NR_TRIES; try++) {
		place = &places[(first + try) & ((1u << bits) - 1)];
		if (READ_ONCE(*place) == key)
			return NULL;
		if (!empty && !READ_ONCE(*place))
			empty = place;
	}

	return empty ? empty : &places[first];
}

/* Unless it has been moved since. */
static int told_hold_cgroup(struct captrace_session *session,
			    struct task_struct *task, u64 id)
{
	int ticket = CAPTRACE_TICKET_NONE;
	struct cgroup *cgroup;

	rcu_read_lock();
	cgroup = compat_cgroup_of(task);
	if (compat_cgroup_id(cgroup) == id)
		ticket = captrace_path_hold_cgroup(session->cgroup_paths,
						   cgroup);
	rcu_read_unlock();

	return ticket;
}

void captrace_told_ensure_cgroup(struct captrace_session *session,
				 struct task_struct *task,
				 const struct captrace_who *who)
{
	union captrace_record record = {};
	u64 *place;
	int ticket;

	if (!(session->filter.events & CAPTRACE_EVENT_CGROUP))
		return;
	place = told_place(session->told.cgroups, CAPTRACE_TOLD_CGROUPS_BITS,
			   who->cgroup_id);
	if (likely(!place))
		return;
	ticket = told_hold_cgroup(session, task, who->cgroup_id);
	if (ticket == CAPTRACE_TICKET_NONE)
		return;

	record.head.kind = CAPTRACE_CGROUP;
	record.head.size = CAPTRACE_RECORD_SIZE;
	record.cgroup.who = *who;
	record.cgroup.reserved = ticket + 1;
	if (captrace_rings_push(session, &record))
		WRITE_ONCE(*place, who->cgroup_id);
	else
		captrace_ticket_drop(session->cgroup_paths, ticket);
}

/* Two processes that were started at once have different numbers. */
static u64 *told_process_place(struct captrace_session *session, u64 *key)
{
	*key = compat_start_boottime_ns(current->group_leader) ^
	       (u64)current->tgid << 40;

	return told_place(session->told.processes, CAPTRACE_TOLD_PROCESSES_BITS,
			  *key);
}

void captrace_told_ensure_process(struct captrace_session *session)
{
	union captrace_record record = {};
	u64 key, *place;
	int ticket;

	if (compat_start_boottime_ns(current->group_leader) >
		    session->start_boottime_ns ||
	    !(session->filter.events & CAPTRACE_EVENT_EXEC))
		return;
	place = told_process_place(session, &key);
	if (likely(!place))
		return;
	ticket = captrace_path_hold_exe(session->paths);
	if (ticket == CAPTRACE_TICKET_NONE)
		return;

	captrace_who_describe(&record, CAPTRACE_EXEC, current,
			      captrace_who_euid(current));
	captrace_who_number(session, &record, current);
	record.head.flags = CAPTRACE_EXEC_BEFORE;
	record.exec.reserved = ticket + 1;
	if (captrace_rings_push(session, &record))
		WRITE_ONCE(*place, key);
	else
		captrace_ticket_drop(session->paths, ticket);
}
