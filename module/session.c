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
 * Locks, outermost first: session->lock, source.c's, CPU hotplug, list.c's,
 * rings.c's.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "clock.h"
#include "compat.h"
#include "filter.h"
#include "list.h"
#include "lsm.h"
#include "outcome.h"
#include "path.h"
#include "ring.h"
#include "rings.h"
#include "session.h"
#include "sight.h"
#include "sites.h"
#include "stack.h"
#include "stacks.h"
#include "target.h"
#include "version.h"

/*
 * New programs, and new control groups, that the reader may be behind before
 * their paths are not to be had any more.
 */
#define NR_EXECS   2048
#define NR_CGROUPS 256

struct captrace_session *captrace_session_create(void)
{
	struct captrace_session *session;
	int err;

	err = captrace_list_reserve();
	if (err)
		return ERR_PTR(err);

	err = -ENOMEM;
	session = kzalloc(sizeof(*session), GFP_KERNEL);
	if (!session)
		goto err_unreserve;

	session->rings = alloc_percpu(struct captrace_ring *);
	if (!session->rings)
		goto err_free_session;

	session->clocks = alloc_percpu(struct captrace_clock_state);
	if (!session->clocks)
		goto err_free_rings;

	session->paths = captrace_paths_create(NR_EXECS);
	if (!session->paths)
		goto err_free_clocks;

	session->cgroup_paths = captrace_paths_create(NR_CGROUPS);
	if (!session->cgroup_paths)
		goto err_destroy_paths;

	err = captrace_stream_init(&session->stream);
	if (err)
		goto err_destroy_cgroup_paths;

	mutex_init(&session->lock);
	captrace_wait_init(&session->wait);
	captrace_filter_init(&session->filter);
	session->nr_records = captrace_rings_default();
	session->pid_ns = get_pid_ns(task_active_pid_ns(current));
	session->self_tgid = current->tgid;
	session->self_start_ns =
		compat_start_boottime_ns(current->group_leader);

	return session;

err_destroy_cgroup_paths:
	captrace_tickets_destroy(session->cgroup_paths);
err_destroy_paths:
	captrace_tickets_destroy(session->paths);
err_free_clocks:
	free_percpu(session->clocks);
err_free_rings:
	free_percpu(session->rings);
err_free_session:
	kfree(session);
err_unreserve:
	captrace_list_unreserve();
	return ERR_PTR(err);
}

int captrace_session_arm(struct captrace_session *session,
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

	/* Those last that others build on. */
	for (id = CAPTRACE_NR_SOURCES; id-- > 0;) {
		if (!(session->sources & BIT(id)))
			continue;

		session->unseen_total +=
			captrace_source_unseen(id) - session->unseen[id];
		captrace_source_put(id);
	}
	session->sources = 0;
}

static u64 session_features(void)
{
	u64 features = 0;

	if (captrace_lsm_exists())
		features |= CAPTRACE_FEATURE_LSM;
	if (captrace_outcome_possible())
		features |= CAPTRACE_FEATURE_OUTCOME;
	if (IS_ENABLED(CONFIG_CGROUPS))
		features |= CAPTRACE_FEATURE_CGROUP;
	if (captrace_stack_possible())
		features |= CAPTRACE_FEATURE_KERNEL_STACK;
	features |= CAPTRACE_FEATURE_USER_STACK;

	return features;
}

void captrace_session_info(const struct captrace_session *session,
			   struct captrace_info *info)
{
	*info = (struct captrace_info){
		.abi = CAPTRACE_ABI,
		.record_size = CAPTRACE_RECORD_SIZE,
		.features = session_features(),
		.hook = CAPTRACE_HOOK_RETURN,
		.nr_cpus = captrace_rings_cpus(),
		.ring_records = session->nr_records,
		.max_sessions = captrace_list_max(),
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
	if (filter->flags & CAPTRACE_FILTER_LSM && !captrace_lsm_exists())
		return -EOPNOTSUPP;

	/* Of a START that failed. */
	captrace_stacks_destroy(session->stacks);
	session->stacks = NULL;
	session->filter = *filter;
	if (!IS_ENABLED(CONFIG_CGROUPS))
		session->filter.events &= ~CAPTRACE_EVENT_CGROUP;
	if (!captrace_stack_possible())
		session->filter.events &= ~CAPTRACE_EVENT_KERNEL_STACK;

	return 0;
}

int captrace_session_target(struct captrace_session *session,
			    const struct captrace_target *target)
{
	if (session->state != SESSION_SETUP)
		return -EBUSY;

	return captrace_scope_add(&session->scope, target, session->pid_ns);
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

	captrace_rings_resize(session, roundup_pow_of_two(rings->records));

	return 0;
}

static unsigned long session_needs(const struct captrace_session *session)
{
	const struct captrace_filter *filter = &session->filter;
	unsigned long needed = BIT(CAPTRACE_SOURCE_CHECK);

	needed |= captrace_sites_needed(filter);
	if (filter->flags & CAPTRACE_FILTER_LSM)
		needed |= BIT(CAPTRACE_SOURCE_LSM) |
			  BIT(CAPTRACE_SOURCE_LSM_NOAUDIT);
	if (filter->events & CAPTRACE_EVENT_FORK)
		needed |= BIT(CAPTRACE_SOURCE_BIRTH);
	if (filter->events & CAPTRACE_EVENT_EXEC)
		needed |= BIT(CAPTRACE_SOURCE_EXEC);
	if (filter->events & CAPTRACE_EVENT_EXIT)
		needed |= BIT(CAPTRACE_SOURCE_DEATH);

	return needed;
}

static int session_arm_all(struct captrace_session *session)
{
	unsigned long needed = session_needs(session);
	unsigned int id;
	int err = 0;

	captrace_sites_expect_mmap(session->filter.mmap_min_addr);
	for (id = 0; !err && id < CAPTRACE_NR_SOURCES; id++)
		if (needed & BIT(id))
			err = captrace_session_arm(session, id);

	return err;
}

static int session_create_stacks(struct captrace_session *session)
{
	u32 wanted = session->filter.events &
		     (CAPTRACE_EVENT_KERNEL_STACK | CAPTRACE_EVENT_USER_STACK);

	if (wanted && !session->stacks)
		session->stacks = captrace_stacks_create(wanted);

	return wanted && !session->stacks ? -ENOMEM : 0;
}

/* What fails here can be tried again, or left to captrace_session_destroy(). */
int captrace_session_start(struct captrace_session *session)
{
	int err;

	if (session->state != SESSION_SETUP)
		return -EBUSY;

	captrace_wait_configure(&session->wait, session->nr_records);
	captrace_list_publish(session);
	err = captrace_rings_create(session);
	if (!err)
		err = session_create_stacks(session);
	if (!err)
		err = session_arm_all(session);
	if (!err)
		err = captrace_sight_prove();
	if (err)
		return err;

	session->start_ns = ktime_get_mono_fast_ns();
	session->start_offsets = captrace_clock_offsets();
	session->start_boottime_ns =
		session->start_ns + session->start_offsets.boottime_ns;
	captrace_clock_begin(session->clocks, &session->start_offsets);
	session->sighted_ns = session->start_ns;
	captrace_list_run(session);
	captrace_sight_watch();
	session->state = SESSION_RUNNING;

	return 0;
}

int captrace_session_stop(struct captrace_session *session)
{
	if (session->state != SESSION_RUNNING)
		return -EINVAL;

	captrace_sight_look();
	captrace_list_halt(session);
	session->stop_ns = ktime_get_mono_fast_ns();
	captrace_list_unpublish(session);
	session_disarm(session);
	session->state = SESSION_STOPPED;
	wake_up_all(&session->wait.queue);

	return 0;
}

void captrace_session_count(struct captrace_session *session,
			    struct captrace_counters *counters)
{
	unsigned int cpu, id;

	*counters = (struct captrace_counters){
		.delivered = session->delivered,
		.lost_full = atomic_long_read(&session->ringless_checks),
		.lost_events = atomic_long_read(&session->ringless_events),
		.unseen = session->unseen_total,
		.blind_ns = READ_ONCE(session->blind_ns),
	};

	cpu = captrace_rings_next(session, -1);
	for (; cpu < nr_cpu_ids; cpu = captrace_rings_next(session, cpu))
		captrace_ring_count(captrace_rings_of(session, cpu), counters);
	for (id = 0; id < CAPTRACE_NR_SOURCES; id++)
		if (session->sources & BIT(id))
			counters->unseen += captrace_source_unseen(id) -
					    session->unseen[id];
	if (session->pids)
		counters->pids = captrace_pidset_count(session->pids);
}

void captrace_session_destroy(struct captrace_session *session)
{
	captrace_session_stop(session);
	captrace_list_unpublish(session);
	session_disarm(session);

	captrace_wait_exit(&session->wait);
	captrace_stacks_destroy(session->stacks);
	captrace_tickets_destroy(session->cgroup_paths);
	captrace_tickets_destroy(session->paths);
	captrace_stream_exit(&session->stream);
	captrace_rings_destroy(session);
	free_percpu(session->clocks);
	free_percpu(session->rings);
	captrace_pidset_destroy(session->pids);
	captrace_scope_clear(&session->scope);
	put_pid_ns(session->pid_ns);
	kfree(session);
	captrace_list_unreserve();
}
