// SPDX-License-Identifier: GPL-2.0-only
#include <linux/string.h>

#include "ask.h"
#include "compat.h"
#include "feed.h"
#include "filter.h"
#include "list.h"
#include "path.h"
#include "ring.h"
#include "rings.h"
#include "session.h"
#include "stack.h"
#include "stacks.h"
#include "told.h"
#include "who.h"

static bool feed_is_self(const struct captrace_session *session)
{
	const struct task_struct *leader = current->group_leader;

	return unlikely(current->tgid == session->self_tgid) &&
	       compat_start_boottime_ns(leader) == session->self_start_ns &&
	       !(session->filter.flags & CAPTRACE_FILTER_SELF);
}

/* Whatever it does. */
static bool feed_is_followed(const struct captrace_session *session)
{
	if (session->pids && !captrace_pidset_has(session->pids, current->tgid))
		return false;

	return !feed_is_self(session) &&
	       (likely(session->pid_ns == &init_pid_ns) ||
		captrace_who_tgid(session, current));
}

/* But for its class. */
static bool feed_wants(const struct captrace_session *session,
		       const struct captrace_ask *ask,
		       enum captrace_feed_which which)
{
	bool lsm = session->filter.flags & CAPTRACE_FILTER_LSM;

	return atomic_read_acquire(&session->running) &&
	       captrace_filter_cap(&session->filter, ask->cap) &&
	       session->filter.mmap_min_addr >= ask->mmap_min &&
	       which & (lsm ? CAPTRACE_FEED_LSM : CAPTRACE_FEED_NOT_LSM) &&
	       feed_is_followed(session) &&
	       captrace_scope_has_current(&session->scope);
}

void captrace_feed_match(struct captrace_ask *ask,
			 enum captrace_feed_which which)
{
	unsigned int slot, nr_slots = captrace_list_slots();
	struct captrace_session *session;

	ask->wanted = 0;
	ask->hidden = 0;

	for (slot = 0; slot < nr_slots; slot++) {
		session = captrace_list_at(slot);
		if (!session || !feed_wants(session, ask, which))
			continue;

		if (captrace_filter_class(&session->filter, ask->class))
			ask->wanted |= 1ull << slot;
		else
			ask->hidden |= 1ull << slot;
	}
}

/* The session in this slot, if it wanted the check and still does. */
static struct captrace_session *feed_session(unsigned int slot,
					     unsigned long generation)
{
	struct captrace_session *session = captrace_list_at(slot);

	if (!session || !atomic_read_acquire(&session->running) ||
	    (long)(session->generation - generation) > 0)
		return NULL;

	return session;
}

void captrace_feed_hide(const struct captrace_ask *ask)
{
	struct captrace_session *session;
	struct captrace_ring *ring;
	u64 hidden = ask->hidden;
	unsigned int slot;

	for (slot = 0; hidden; slot++, hidden >>= 1) {
		session = hidden & 1 ? feed_session(slot, ask->generation) :
				       NULL;
		ring = session ? captrace_rings_here(session) : NULL;
		if (ring)
			captrace_ring_hide(ring, ask->class);
	}
}

/* Apart, as it is seldom wanted. */
static noinline void feed_stack(struct captrace_ask *ask, const void *probed)
{
	const struct captrace_session *session;
	u64 wanted = ask->wanted;
	unsigned int slot;

	for (slot = 0; wanted; slot++, wanted >>= 1) {
		session = wanted & 1 ? feed_session(slot, ask->generation) :
				       NULL;
		if (!session || !session->stacks ||
		    !captrace_stacks_of_kernel(session->stacks))
			continue;

		ask->kernel_stack = captrace_stack_save(probed);
		return;
	}
}

void captrace_feed_stack(struct captrace_ask *ask, const void *probed)
{
	ask->kernel_stack = 0;
	if (unlikely(captrace_stack_wanted()))
		feed_stack(ask, probed);
}

u64 captrace_feed_outcomes(u64 wanted, unsigned long generation)
{
	struct captrace_session *session;
	unsigned int slot;
	u64 outcomes = 0;

	for (slot = 0; wanted; slot++, wanted >>= 1) {
		session = wanted & 1 ? feed_session(slot, generation) : NULL;
		if (session &&
		    captrace_filter_result(&session->filter, -EPERM) &&
		    session->filter.events & CAPTRACE_EVENT_OUTCOME)
			outcomes |= 1ull << slot;
	}

	return outcomes;
}

static noinline void feed_push_with_stacks(struct captrace_session *session,
					   union captrace_record *record,
					   u32 kernel_stack)
{
	captrace_stacks_add(session->stacks, &record->check, kernel_stack);
	if (!captrace_rings_push(session, record))
		captrace_stacks_drop(session->stacks, &record->check);
	record->check.kernel_stack = 0;
	record->check.user_stack = 0;
}

void captrace_feed_check(const struct captrace_ask *ask,
			 union captrace_record *record, u64 outcomes)
{
	u16 flags = record->head.flags;
	u64 wanted = ask->wanted, call = record->check.call;
	struct captrace_session *session;
	unsigned int slot;

	captrace_who_describe(record, CAPTRACE_CHECK, current, ask->euid);

	for (slot = 0; wanted; slot++, wanted >>= 1, outcomes >>= 1) {
		session = wanted & 1 ? feed_session(slot, ask->generation) :
				       NULL;
		if (!session || !captrace_filter_result(&session->filter,
							record->check.result))
			continue;

		captrace_who_number(session, record, current);
		captrace_told_ensure_cgroup(session, current,
					    &record->check.who);
		captrace_told_ensure_process(session);
		record->head.flags = flags;
		record->check.call = 0;
		if (outcomes & 1) {
			record->head.flags |= CAPTRACE_CHECK_OUTCOME;
			record->check.call = call;
		}
		if (unlikely(session->stacks))
			feed_push_with_stacks(session, record,
					      ask->kernel_stack);
		else
			captrace_rings_push(session, record);
	}
}

void captrace_feed_miss(u64 wanted, unsigned long generation)
{
	struct captrace_session *session;
	unsigned int slot;

	for (slot = 0; wanted; slot++, wanted >>= 1) {
		session = wanted & 1 ? feed_session(slot, generation) : NULL;
		if (session)
			captrace_rings_miss(session);
	}
}

void captrace_feed_outcome(u64 wanted, unsigned long generation,
			   union captrace_record *record)
{
	struct captrace_session *session;
	unsigned int slot;

	captrace_who_describe(record, CAPTRACE_OUTCOME, current,
			      captrace_who_euid(current));

	for (slot = 0; wanted; slot++, wanted >>= 1) {
		session = wanted & 1 ? feed_session(slot, generation) : NULL;
		if (!session)
			continue;

		captrace_who_number(session, record, current);
		captrace_rings_push(session, record);
	}
}

static bool feed_wants_event(const struct captrace_session *session, u32 event)
{
	return atomic_read_acquire(&session->running) &&
	       session->filter.events & event;
}

/* Whatever the set says of this number was about an earlier process. */
static bool feed_inherit(struct captrace_session *session, pid_t child)
{
	if (!session->pids)
		return true;

	if (session->filter.flags & CAPTRACE_FILTER_FOLLOW &&
	    captrace_pidset_has(session->pids, current->tgid)) {
		captrace_pidset_add(session->pids, child);
		return true;
	}

	captrace_pidset_remove(session->pids, child);
	return false;
}

void captrace_feed_birth(struct task_struct *child)
{
	unsigned int slot, nr_slots = captrace_list_slots();
	union captrace_record record = {};
	struct captrace_session *session;

	captrace_who_describe(&record, CAPTRACE_FORK, child,
			      captrace_who_euid(child));
	record.fork.parent_start_ns =
		compat_start_boottime_ns(current->group_leader);

	for (slot = 0; slot < nr_slots; slot++) {
		session = captrace_list_at(slot);
		if (!session || !feed_inherit(session, child->tgid) ||
		    !feed_wants_event(session, CAPTRACE_EVENT_FORK))
			continue;

		captrace_who_number(session, &record, child);
		if (!record.fork.who.tgid)
			continue;
		record.fork.parent_tgid = captrace_who_tgid(session, current);
		captrace_told_ensure_cgroup(session, child, &record.fork.who);
		captrace_told_ensure_process(session);
		captrace_rings_push(session, &record);
	}
}

/*
 * The path goes with the record as a ticket, which the reader changes into the
 * path.  Where there is no ticket to be had, what execve() was given must do.
 */
static int feed_path(struct captrace_session *session,
		     struct captrace_exec *exec, struct file *file,
		     const char *given)
{
	int ticket = captrace_path_hold_file(session->paths, file);
	size_t size;

	memset(exec->path, 0, sizeof(exec->path));
	exec->head.flags = 0;
	exec->path_size = 0;
	exec->reserved = ticket + 1;

	if (ticket == CAPTRACE_TICKET_NONE) {
		size = strnlen(given, PATH_MAX);
		exec->head.flags = CAPTRACE_EXEC_AS_GIVEN;
		if (size > sizeof(exec->path)) {
			exec->head.flags |= CAPTRACE_EXEC_CUT;
			size = sizeof(exec->path);
		}
		memcpy(exec->path, given, size);
		exec->path_size = size;
	}

	return ticket;
}

void captrace_feed_exec(struct file *file, const char *given)
{
	unsigned int slot, nr_slots = captrace_list_slots();
	union captrace_record record = {};
	struct captrace_session *session;
	int ticket;

	captrace_who_describe(&record, CAPTRACE_EXEC, current,
			      captrace_who_euid(current));
	compat_exec_comm(record.exec.who.comm, given);

	for (slot = 0; slot < nr_slots; slot++) {
		session = captrace_list_at(slot);
		if (!session)
			continue;

		if (session->pids)
			captrace_pidset_exec(session->pids, current->tgid);
		if (!feed_wants_event(session, CAPTRACE_EVENT_EXEC) ||
		    !feed_is_followed(session))
			continue;

		captrace_who_number(session, &record, current);
		captrace_told_ensure_cgroup(session, current, &record.exec.who);
		ticket = feed_path(session, &record.exec, file, given);
		if (!captrace_rings_push(session, &record) &&
		    ticket != CAPTRACE_TICKET_NONE)
			captrace_ticket_drop(session->paths, ticket);
	}
}

static u32 feed_status(const struct task_struct *leader)
{
	if (leader->signal->flags & SIGNAL_GROUP_EXIT)
		return leader->signal->group_exit_code;

	return leader->exit_code;
}

/*
 * Of one end, the kernel may tell several times: once more when a debugger lets
 * go of the process, or its parent ends.  A set knows whether it was in it.
 */
static bool feed_parts(struct captrace_session *session,
		       struct task_struct *leader)
{
	if (session->pids)
		return captrace_pidset_remove(session->pids, leader->tgid);

	return same_thread_group(current, leader);
}

void captrace_feed_death(struct task_struct *leader)
{
	unsigned int slot, nr_slots = captrace_list_slots();
	union captrace_record record = {};
	struct captrace_session *session;

	captrace_who_describe(&record, CAPTRACE_EXIT, leader,
			      captrace_who_euid(leader));
	record.exit.status = feed_status(leader);

	for (slot = 0; slot < nr_slots; slot++) {
		session = captrace_list_at(slot);
		if (!session || !feed_parts(session, leader) ||
		    !feed_wants_event(session, CAPTRACE_EVENT_EXIT))
			continue;

		captrace_who_number(session, &record, leader);
		if (record.exit.who.tgid)
			captrace_rings_push(session, &record);
	}
}

void captrace_feed_blind(struct captrace_session *session, u64 since_ns,
			 u64 until_ns)
{
	union captrace_record record = {
		.blind = {
			.head.kind = CAPTRACE_BLIND,
			.head.size = CAPTRACE_RECORD_SIZE,
			.since_ns = since_ns,
			.until_ns = until_ns,
		},
	};

	preempt_disable();
	captrace_rings_push(session, &record);
	preempt_enable();
}
