// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cred.h>
#include <linux/hash.h>
#include <linux/string.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "ask.h"
#include "clock.h"
#include "compat.h"
#include "feed.h"
#include "filter.h"
#include "list.h"
#include "path.h"
#include "ring.h"
#include "session.h"
#include "stack.h"
#include "stacks.h"

static bool feed_is_self(const struct captrace_session *session)
{
	const struct task_struct *leader = current->group_leader;

	return unlikely(current->tgid == session->self_tgid) &&
	       compat_start_boottime_ns(leader) == session->self_start_ns &&
	       !(session->filter.flags & CAPTRACE_FILTER_SELF);
}

/* In the pid namespace of the opener; 0 if it has no number there. */
static u32 feed_tgid(const struct captrace_session *session,
		     struct task_struct *task)
{
	if (likely(session->pid_ns == &init_pid_ns))
		return task->tgid;

	return task_tgid_nr_ns(task, session->pid_ns);
}

static u32 feed_tid(const struct captrace_session *session,
		    struct task_struct *task)
{
	if (likely(session->pid_ns == &init_pid_ns))
		return task->pid;

	return task_pid_nr_ns(task, session->pid_ns);
}

/* Whatever it does. */
static bool feed_is_followed(const struct captrace_session *session)
{
	if (session->pids && !captrace_pidset_has(session->pids, current->tgid))
		return false;

	return !feed_is_self(session) &&
	       (likely(session->pid_ns == &init_pid_ns) ||
		feed_tgid(session, current));
}

/* NULL if there was no memory for this CPU's ring. */
static struct captrace_ring *feed_ring(const struct captrace_session *session)
{
	return this_cpu_read(*session->rings);
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

static bool feed_push(struct captrace_session *session,
		      const union captrace_record *record)
{
	struct captrace_ring *ring = feed_ring(session);
	bool pushed;

	if (unlikely(!ring)) {
		atomic_long_inc(record->head.kind == CAPTRACE_CHECK ?
					&session->ringless_checks :
					&session->ringless_events);
		return false;
	}

	captrace_clock_follow(session->clocks, ring);
	pushed = captrace_ring_push(ring, record);
	captrace_wait_wake(&session->wait, captrace_ring_fill(ring));

	return pushed;
}

static u32 feed_euid(struct task_struct *task)
{
	u32 euid;

	rcu_read_lock();
	euid = from_kuid_munged(&init_user_ns, __task_cred(task)->euid);
	rcu_read_unlock();

	return euid;
}

static u64 feed_cgroup_id(struct task_struct *task)
{
	u64 id;

	rcu_read_lock();
	id = compat_cgroup_id(compat_cgroup_of(task));
	rcu_read_unlock();

	return id;
}

/* Everything about a task that is the same for all sessions. */
static void feed_describe(union captrace_record *record, u16 kind,
			  struct task_struct *task, u32 euid)
{
	struct captrace_who *who = &record->check.who;

	record->head.kind = kind;
	record->head.size = CAPTRACE_RECORD_SIZE;
	who->euid = euid;
	who->start_ns = compat_start_boottime_ns(task->group_leader);
	who->cgroup_id = feed_cgroup_id(task);
	memcpy(who->comm, task->comm, CAPTRACE_COMM_SIZE);
	who->comm[CAPTRACE_COMM_SIZE - 1] = 0;
}

static void feed_number(const struct captrace_session *session,
			union captrace_record *record, struct task_struct *task)
{
	struct captrace_who *who = &record->check.who;

	who->tgid = feed_tgid(session, task);
	who->tid = feed_tid(session, task);
	rcu_read_lock();
	who->ppid = feed_tgid(session, rcu_dereference(task->real_parent));
	rcu_read_unlock();
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
		ring = session ? feed_ring(session) : NULL;
		if (ring)
			captrace_ring_hide(ring, ask->class);
	}
}

/*
 * Some sets are remembered in places that keys hash to: where is this key to be
 * remembered, NULL if it is already?  Where too many are, one is forgotten.
 */
static u64 *feed_place(u64 *places, unsigned int bits, u64 key)
{
	unsigned int try, first = hash_64(key, bits);
	u64 *place, *empty = NULL;

	for (try = 0; try < CAPTRACE_TOLD_TRIES; try++) {
		place = &places[(first + try) & ((1u << bits) - 1)];
		if (READ_ONCE(*place) == key)
			return NULL;
		if (!empty && !READ_ONCE(*place))
			empty = place;
	}

	return empty ? empty : &places[first];
}

/* Unless it has been moved since. */
static int feed_hold_cgroup(struct captrace_session *session,
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

/* The path of a control group is sent before the first of whom is in it. */
static void feed_tell_cgroup(struct captrace_session *session,
			     struct task_struct *task,
			     const struct captrace_who *who)
{
	union captrace_record record = {};
	u64 *place;
	int ticket;

	if (!(session->filter.events & CAPTRACE_EVENT_CGROUP))
		return;
	place = feed_place(session->cgroups_told, CAPTRACE_CGROUPS_BITS,
			   who->cgroup_id);
	if (likely(!place))
		return;
	ticket = feed_hold_cgroup(session, task, who->cgroup_id);
	if (ticket == CAPTRACE_TICKET_NONE)
		return;

	record.head.kind = CAPTRACE_CGROUP;
	record.head.size = CAPTRACE_RECORD_SIZE;
	record.cgroup.who = *who;
	record.cgroup.reserved = ticket + 1;
	if (feed_push(session, &record))
		WRITE_ONCE(*place, who->cgroup_id);
	else
		captrace_ticket_drop(session->cgroup_paths, ticket);
}

/* Two processes that were started at once have different numbers. */
static u64 *feed_process_place(struct captrace_session *session, u64 *key)
{
	*key = compat_start_boottime_ns(current->group_leader) ^
	       (u64)current->tgid << 40;

	return feed_place(session->processes_told, CAPTRACE_PROCESSES_BITS,
			  *key);
}

/*
 * What the current process runs is sent before its first check, or child, in
 * case it is older than the session and soon gone.
 */
static void feed_tell_process(struct captrace_session *session)
{
	union captrace_record record = {};
	u64 key, *place;
	int ticket;

	if (compat_start_boottime_ns(current->group_leader) >
		    session->start_boottime_ns ||
	    !(session->filter.events & CAPTRACE_EVENT_EXEC))
		return;
	place = feed_process_place(session, &key);
	if (likely(!place))
		return;
	ticket = captrace_path_hold_exe(session->paths);
	if (ticket == CAPTRACE_TICKET_NONE)
		return;

	feed_describe(&record, CAPTRACE_EXEC, current, feed_euid(current));
	feed_number(session, &record, current);
	record.head.flags = CAPTRACE_EXEC_BEFORE;
	record.exec.reserved = ticket + 1;
	if (feed_push(session, &record))
		WRITE_ONCE(*place, key);
	else
		captrace_ticket_drop(session->paths, ticket);
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
	if (!feed_push(session, record))
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

	feed_describe(record, CAPTRACE_CHECK, current, ask->euid);

	for (slot = 0; wanted; slot++, wanted >>= 1, outcomes >>= 1) {
		session = wanted & 1 ? feed_session(slot, ask->generation) :
				       NULL;
		if (!session || !captrace_filter_result(&session->filter,
							record->check.result))
			continue;

		feed_number(session, record, current);
		feed_tell_cgroup(session, current, &record->check.who);
		feed_tell_process(session);
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
			feed_push(session, record);
	}
}

static void feed_miss(struct captrace_session *session)
{
	struct captrace_ring *ring = feed_ring(session);

	if (unlikely(!ring)) {
		atomic_long_inc(&session->ringless_checks);
		return;
	}

	captrace_ring_miss(ring);
	captrace_wait_wake(&session->wait, captrace_ring_fill(ring));
}

void captrace_feed_miss(u64 wanted, unsigned long generation)
{
	struct captrace_session *session;
	unsigned int slot;

	for (slot = 0; wanted; slot++, wanted >>= 1) {
		session = wanted & 1 ? feed_session(slot, generation) : NULL;
		if (session)
			feed_miss(session);
	}
}

void captrace_feed_outcome(u64 wanted, unsigned long generation,
			   union captrace_record *record)
{
	struct captrace_session *session;
	unsigned int slot;

	feed_describe(record, CAPTRACE_OUTCOME, current, feed_euid(current));

	for (slot = 0; wanted; slot++, wanted >>= 1) {
		session = wanted & 1 ? feed_session(slot, generation) : NULL;
		if (!session)
			continue;

		feed_number(session, record, current);
		feed_push(session, record);
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

	feed_describe(&record, CAPTRACE_FORK, child, feed_euid(child));
	record.fork.parent_start_ns =
		compat_start_boottime_ns(current->group_leader);

	for (slot = 0; slot < nr_slots; slot++) {
		session = captrace_list_at(slot);
		if (!session || !feed_inherit(session, child->tgid) ||
		    !feed_wants_event(session, CAPTRACE_EVENT_FORK))
			continue;

		feed_number(session, &record, child);
		if (!record.fork.who.tgid)
			continue;
		record.fork.parent_tgid = feed_tgid(session, current);
		feed_tell_cgroup(session, child, &record.fork.who);
		feed_tell_process(session);
		feed_push(session, &record);
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

	feed_describe(&record, CAPTRACE_EXEC, current, feed_euid(current));
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

		feed_number(session, &record, current);
		feed_tell_cgroup(session, current, &record.exec.who);
		ticket = feed_path(session, &record.exec, file, given);
		if (!feed_push(session, &record) &&
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

	feed_describe(&record, CAPTRACE_EXIT, leader, feed_euid(leader));
	record.exit.status = feed_status(leader);

	for (slot = 0; slot < nr_slots; slot++) {
		session = captrace_list_at(slot);
		if (!session || !feed_parts(session, leader) ||
		    !feed_wants_event(session, CAPTRACE_EVENT_EXIT))
			continue;

		feed_number(session, &record, leader);
		if (record.exit.who.tgid)
			feed_push(session, &record);
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
	feed_push(session, &record);
	preempt_enable();
}
