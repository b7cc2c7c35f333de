// SPDX-License-Identifier: GPL-2.0-only
/*
 * Life of a session.
 *
 * create	owned by an open file; probes do not know it
 * publish	in a slot, where probes find it: from its first pid on, so that
 *		births and deaths are not missed, or from START
 * start	rings, sources armed, seen to see; then running is set
 * stop		running cleared, out of its slot, and no handler is under way
 *		any more: what is in the rings now is all
 * destroy	stop, and everything freed
 *
 * Locks, outermost first: session->lock, source.c's, CPU hotplug, list_lock.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat.h"
#include "feed.h"
#include "filter.h"
#include "path.h"
#include "ring.h"
#include "session.h"
#include "sight.h"
#include "version.h"

#define DEFAULT_BYTES_MAX	(64ull << 20)

/* Below this many records, a reader that has just read is not woken at once. */
#define WATERMARK_MAX		256u
#define QUIET_MSECS		100
#define SIGHT_MSECS		1000

/* Protects what follows, and in sessions what session.h says. */
static DEFINE_MUTEX(list_lock);
static struct captrace_session __rcu *slots[CAPTRACE_MAX_SESSIONS];
static unsigned int nr_slots;
static unsigned int nr_open;
static unsigned int nr_running;
static unsigned long generation;
static u64 ring_bytes;

/* From the module's parameters. */
static unsigned int max_sessions;
static unsigned int default_records;

static int hotplug_state;

struct captrace_session *captrace_session_at(unsigned int slot)
{
	return rcu_dereference_sched(slots[slot]);
}

unsigned int captrace_session_slots(void)
{
	return READ_ONCE(nr_slots);
}

unsigned long captrace_session_generation(void)
{
	return READ_ONCE(generation);
}

/* What is asked for, or less where all rings would take too much of memory. */
static unsigned int affordable_records(unsigned int nr)
{
	u64 bytes_max = min(DEFAULT_BYTES_MAX, compat_ram_bytes() / 32);

	while (nr > CAPTRACE_RING_MIN &&
	       (u64)nr * CAPTRACE_RECORD_SIZE * num_online_cpus() > bytes_max)
		nr /= 2;

	return nr;
}

static void session_wake(struct irq_work *wake)
{
	struct captrace_session *session =
		container_of(wake, struct captrace_session, wake);

	wake_up_all(&session->wait);
}

static bool session_readable(const struct captrace_session *session)
{
	const struct captrace_ring *ring;
	int cpu;

	if (captrace_stream_pending(session))
		return true;

	for_each_possible_cpu(cpu) {
		ring = READ_ONCE(*per_cpu_ptr(session->rings, cpu));
		if (ring && captrace_ring_readable(ring))
			return true;
	}

	return false;
}

static void session_late_wake(struct work_struct *work)
{
	struct captrace_session *session = container_of(
		work, struct captrace_session, late_wake.work);

	if (session_readable(session))
		wake_up_all(&session->wait);
}

bool captrace_session_ready(struct captrace_session *session)
{
	unsigned long quiet_until = READ_ONCE(session->quiet_until);

	if (session_readable(session))
		return true;

	if (time_before(jiffies, quiet_until))
		schedule_delayed_work(&session->late_wake,
				      quiet_until - jiffies + 1);

	/* A full barrier; see captrace_ring_readable(). */
	atomic_xchg(&session->armed, 1);

	return session_readable(session);
}

void captrace_session_rest(struct captrace_session *session)
{
	WRITE_ONCE(session->quiet_until,
		   jiffies + msecs_to_jiffies(QUIET_MSECS));
}

static int session_reserve(void)
{
	int err = -EBUSY;

	mutex_lock(&list_lock);
	if (nr_open < max_sessions) {
		nr_open++;
		err = 0;
	}
	mutex_unlock(&list_lock);

	return err;
}

static void session_unreserve(void)
{
	mutex_lock(&list_lock);
	nr_open--;
	mutex_unlock(&list_lock);
}

struct captrace_session *captrace_session_create(void)
{
	struct captrace_session *session;
	int err;

	err = session_reserve();
	if (err)
		return ERR_PTR(err);

	err = -ENOMEM;
	session = kzalloc(sizeof(*session), GFP_KERNEL);
	if (!session)
		goto err_unreserve;

	session->rings = alloc_percpu(struct captrace_ring *);
	if (!session->rings)
		goto err_free_session;

	session->paths = captrace_paths_create();
	if (!session->paths)
		goto err_free_rings;

	err = captrace_stream_init(&session->stream);
	if (err)
		goto err_destroy_paths;

	mutex_init(&session->lock);
	init_waitqueue_head(&session->wait);
	init_irq_work(&session->wake, session_wake);
	INIT_DELAYED_WORK(&session->late_wake, session_late_wake);
	captrace_filter_init(&session->filter);
	session->nr_records = affordable_records(default_records);
	session->pid_ns = get_pid_ns(task_active_pid_ns(current));
	session->self_tgid = current->tgid;
	session->self_start_ns = compat_start_boottime_ns(current->group_leader);

	return session;

err_destroy_paths:
	captrace_paths_destroy(session->paths);
err_free_rings:
	free_percpu(session->rings);
err_free_session:
	kfree(session);
err_unreserve:
	session_unreserve();
	return ERR_PTR(err);
}

/* Under list_lock. */
static int session_add_ring(struct captrace_session *session, int cpu)
{
	struct captrace_ring **place = per_cpu_ptr(session->rings, cpu);
	unsigned long bytes = captrace_ring_bytes(session->nr_records);
	struct captrace_ring *ring;

	if (*place)
		return 0;
	if (ring_bytes + bytes > compat_ram_bytes() / 4)
		return -ENOMEM;

	ring = captrace_ring_create(session->nr_records, cpu);
	if (!ring)
		return -ENOMEM;

	session->ring_bytes += bytes;
	ring_bytes += bytes;
	WRITE_ONCE(*place, ring);

	return 0;
}

static void session_remove_rings(struct captrace_session *session)
{
	int cpu;

	for_each_possible_cpu(cpu)
		captrace_ring_destroy(*per_cpu_ptr(session->rings, cpu));

	mutex_lock(&list_lock);
	ring_bytes -= session->ring_bytes;
	mutex_unlock(&list_lock);
}

/* A CPU comes: whoever runs, or is about to, needs a ring there. */
static int session_cpu_up(unsigned int cpu)
{
	struct captrace_session *session;
	unsigned int slot;

	mutex_lock(&list_lock);
	for (slot = 0; slot < nr_slots; slot++) {
		session = rcu_dereference_protected(
			slots[slot], lockdep_is_held(&list_lock));
		/* Without memory for it, its checks are counted as lost. */
		if (session)
			session_add_ring(session, cpu);
	}
	mutex_unlock(&list_lock);

	return 0;
}

static void session_publish(struct captrace_session *session)
{
	unsigned int slot = 0;

	if (session->published)
		return;

	mutex_lock(&list_lock);
	/* There are as many slots as sessions may be open. */
	while (rcu_access_pointer(slots[slot]))
		slot++;
	session->slot = slot;
	session->published = true;
	rcu_assign_pointer(slots[slot], session);
	WRITE_ONCE(nr_slots, max(nr_slots, slot + 1));
	mutex_unlock(&list_lock);
}

static void session_unpublish(struct captrace_session *session)
{
	if (!session->published)
		return;

	mutex_lock(&list_lock);
	session->published = false;
	RCU_INIT_POINTER(slots[session->slot], NULL);
	while (nr_slots && !rcu_access_pointer(slots[nr_slots - 1]))
		WRITE_ONCE(nr_slots, nr_slots - 1);
	mutex_unlock(&list_lock);

	compat_synchronize_handlers();
}

static int session_arm(struct captrace_session *session,
		       enum captrace_source_id id)
{
	int err;

	if (session->sources & BIT(id))
		return 0;

	err = captrace_source_get(id);
	if (err)
		return err;

	session->sources |= BIT(id);
	session->unseen[id] = captrace_source_unseen(id);

	return 0;
}

static void session_disarm(struct captrace_session *session)
{
	unsigned int id;

	for (id = 0; id < CAPTRACE_NR_SOURCES; id++) {
		if (!(session->sources & BIT(id)))
			continue;

		session->unseen_total +=
			captrace_source_unseen(id) - session->unseen[id];
		captrace_source_put(id);
	}
	session->sources = 0;
}

void captrace_session_info(const struct captrace_session *session,
			   struct captrace_info *info)
{
	*info = (struct captrace_info){
		.abi = CAPTRACE_ABI,
		.record_size = CAPTRACE_RECORD_SIZE,
		.hook = CAPTRACE_HOOK_RETURN,
		.nr_cpus = cpumask_weight(compat_ring_cpus),
		.ring_records = session->nr_records,
		.max_sessions = max_sessions,
		.maxactive = captrace_source_maxactive(CAPTRACE_SOURCE_CHECK),
		.version = CAPTRACE_VERSION,
	};
}

int captrace_session_filter(struct captrace_session *session,
			    const struct captrace_filter *filter)
{
	if (session->state != SESSION_SETUP)
		return -EBUSY;
	if (!captrace_filter_valid(filter))
		return -EINVAL;

	session->filter = *filter;

	return 0;
}

int captrace_session_rings(struct captrace_session *session,
			   const struct captrace_rings *rings)
{
	if (session->state != SESSION_SETUP)
		return -EBUSY;
	if (rings->records < CAPTRACE_RING_MIN ||
	    rings->records > CAPTRACE_RING_MAX ||
	    memchr_inv(rings->reserved, 0, sizeof(rings->reserved)))
		return -EINVAL;

	session->nr_records = roundup_pow_of_two(rings->records);

	return 0;
}

/*
 * Births and deaths must be seen before the first pid is in the set, so that
 * the set never holds the number of a process that is gone.
 */
static int session_track(struct captrace_session *session)
{
	int err;

	if (session->pids)
		return 0;
	if (session->state != SESSION_SETUP)
		return -EBUSY;

	session->pids = captrace_pidset_create();
	if (!session->pids)
		return -ENOMEM;
	session_publish(session);

	err = session_arm(session, CAPTRACE_SOURCE_BIRTH);
	if (!err)
		err = session_arm(session, CAPTRACE_SOURCE_DEATH);

	return err;
}

/*
 * Calls change() with the tgid of a process.  If it is dying, it may already
 * have passed the place where the set learns of that: then it must not stay.
 */
static int session_change(struct captrace_session *session, pid_t nr,
			  int (*change)(struct captrace_pidset *, pid_t))
{
	struct task_struct *task;
	int err = -ESRCH;

	rcu_read_lock();
	task = pid_task(find_pid_ns(nr, session->pid_ns), PIDTYPE_PID);
	if (task) {
		err = change(session->pids, task->tgid);
		/* Ordered by the full barriers of change() and of do_exit(). */
		if (!atomic_read(&task->signal->live)) {
			captrace_pidset_remove(session->pids, task->tgid);
			err = -ESRCH;
		}
	}
	rcu_read_unlock();

	return err;
}

static int pids_add(struct captrace_pidset *set, pid_t tgid)
{
	captrace_pidset_add(set, tgid);
	return 0;
}

static int pids_remove(struct captrace_pidset *set, pid_t tgid)
{
	return captrace_pidset_remove(set, tgid) ? 0 : -ENOENT;
}

int captrace_session_pids(struct captrace_session *session,
			  const struct captrace_pids *pids)
{
	int err;

	if (memchr_inv(pids->reserved, 0, sizeof(pids->reserved)) ||
	    pids->op < CAPTRACE_PIDS_ADD || pids->op > CAPTRACE_PIDS_CLEAR ||
	    !pids->pid != (pids->op == CAPTRACE_PIDS_CLEAR))
		return -EINVAL;
	if (session->state == SESSION_STOPPED)
		return -EBUSY;

	err = session_track(session);
	if (!err && pids->op == CAPTRACE_PIDS_ADD_AT_EXEC)
		err = session_arm(session, CAPTRACE_SOURCE_EXEC);
	if (err)
		return err;

	switch (pids->op) {
	case CAPTRACE_PIDS_ADD:
		return session_change(session, pids->pid, pids_add);
	case CAPTRACE_PIDS_ADD_AT_EXEC:
		return session_change(session, pids->pid,
				      captrace_pidset_await);
	case CAPTRACE_PIDS_REMOVE:
		return session_change(session, pids->pid, pids_remove);
	default:
		captrace_pidset_clear(session->pids);
		return 0;
	}
}

/*
 * Each second: does the probe see?  It is the same probe for all sessions, so
 * they are blind together.  Under list_lock.
 */
static void session_look(struct captrace_session *session, bool sees,
			 u64 now_ns)
{
	/* Started meanwhile, and saw. */
	if (session->sighted_ns >= now_ns)
		return;

	if (!sees) {
		session->blind_ns += now_ns - session->sighted_ns;
		captrace_feed_blind(session, session->sighted_ns, now_ns);
	}
	session->sighted_ns = now_ns;
}

static void session_heartbeat(struct work_struct *work);
static DECLARE_DELAYED_WORK(heartbeat, session_heartbeat);

static void session_heartbeat(struct work_struct *work)
{
	bool sees = !captrace_sight_prove();
	u64 now_ns = ktime_get_mono_fast_ns();
	struct captrace_session *session;
	unsigned int slot;

	mutex_lock(&list_lock);
	for (slot = 0; slot < nr_slots; slot++) {
		session = rcu_dereference_protected(
			slots[slot], lockdep_is_held(&list_lock));
		if (session && session->running)
			session_look(session, sees, now_ns);
	}
	if (nr_running)
		schedule_delayed_work(&heartbeat,
				      msecs_to_jiffies(SIGHT_MSECS));
	mutex_unlock(&list_lock);
}

static int session_add_rings(struct captrace_session *session)
{
	int cpu, err = 0;

	/* A CPU that comes later finds the session in its slot. */
	cpus_read_lock();
	mutex_lock(&list_lock);
	for_each_cpu(cpu, compat_ring_cpus) {
		err = session_add_ring(session, cpu);
		if (err)
			break;
	}
	mutex_unlock(&list_lock);
	cpus_read_unlock();

	return err;
}

static int session_arm_all(struct captrace_session *session)
{
	u32 events = session->filter.events;
	int err;

	err = session_arm(session, CAPTRACE_SOURCE_CHECK);
	if (!err && events & CAPTRACE_EVENT_FORK)
		err = session_arm(session, CAPTRACE_SOURCE_BIRTH);
	if (!err && events & CAPTRACE_EVENT_EXEC)
		err = session_arm(session, CAPTRACE_SOURCE_EXEC);
	if (!err && events & CAPTRACE_EVENT_EXIT)
		err = session_arm(session, CAPTRACE_SOURCE_DEATH);

	return err;
}

/* What fails here can be tried again, or left to captrace_session_destroy(). */
int captrace_session_start(struct captrace_session *session)
{
	int err;

	if (session->state != SESSION_SETUP)
		return -EBUSY;

	session->watermark = min(WATERMARK_MAX, session->nr_records / 4);
	session_publish(session);
	err = session_add_rings(session);
	if (!err)
		err = session_arm_all(session);
	if (!err)
		err = captrace_sight_prove();
	if (err)
		return err;

	mutex_lock(&list_lock);
	session->start_ns = ktime_get_mono_fast_ns();
	session->sighted_ns = session->start_ns;
	session->generation = generation + 1;
	WRITE_ONCE(generation, generation + 1);
	WRITE_ONCE(session->running, true);
	nr_running++;
	schedule_delayed_work(&heartbeat, msecs_to_jiffies(SIGHT_MSECS));
	mutex_unlock(&list_lock);

	session->state = SESSION_RUNNING;

	return 0;
}

int captrace_session_stop(struct captrace_session *session)
{
	bool sees;

	if (session->state != SESSION_RUNNING)
		return -EINVAL;

	sees = !captrace_sight_prove();

	mutex_lock(&list_lock);
	session->stop_ns = ktime_get_mono_fast_ns();
	if (!sees)
		session_look(session, sees, session->stop_ns);
	WRITE_ONCE(session->running, false);
	nr_running--;
	mutex_unlock(&list_lock);

	session_unpublish(session);
	session_disarm(session);
	session->state = SESSION_STOPPED;
	wake_up_all(&session->wait);

	return 0;
}

void captrace_session_count(struct captrace_session *session,
			    struct captrace_counters *counters)
{
	const struct captrace_ring *ring;
	unsigned int id;
	int cpu;

	*counters = (struct captrace_counters){
		.delivered = session->delivered,
		.lost_full = atomic_long_read(&session->ringless),
		.unseen = session->unseen_total,
	};

	for_each_possible_cpu(cpu) {
		ring = READ_ONCE(*per_cpu_ptr(session->rings, cpu));
		if (ring)
			captrace_ring_count(ring, counters);
	}
	for (id = 0; id < CAPTRACE_NR_SOURCES; id++)
		if (session->sources & BIT(id))
			counters->unseen += captrace_source_unseen(id) -
					    session->unseen[id];
	if (session->pids)
		counters->pids = captrace_pidset_count(session->pids);

	mutex_lock(&list_lock);
	counters->blind_ns = session->blind_ns;
	mutex_unlock(&list_lock);
}

void captrace_session_destroy(struct captrace_session *session)
{
	captrace_session_stop(session);
	session_unpublish(session);
	session_disarm(session);

	irq_work_sync(&session->wake);
	cancel_delayed_work_sync(&session->late_wake);

	captrace_paths_destroy(session->paths);
	captrace_stream_exit(&session->stream);
	session_remove_rings(session);
	free_percpu(session->rings);
	captrace_pidset_destroy(session->pids);
	put_pid_ns(session->pid_ns);
	kfree(session);
	session_unreserve();
}

int captrace_session_init(unsigned int sessions, unsigned int records)
{
	max_sessions = clamp_t(unsigned int, sessions, 1,
			       CAPTRACE_MAX_SESSIONS);
	default_records = roundup_pow_of_two(clamp_t(unsigned int, records,
						     CAPTRACE_RING_MIN,
						     CAPTRACE_RING_MAX));
	hotplug_state = compat_hotplug_init("captrace:ring", session_cpu_up);

	return min(hotplug_state, 0);
}

void captrace_session_exit(void)
{
	compat_hotplug_exit(hotplug_state);
	cancel_delayed_work_sync(&heartbeat);
}
