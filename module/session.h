/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SESSION_H
#define CAPTRACE_SESSION_H

#include <linux/captrace.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/types.h>

#include "clock.h"
#include "scope.h"
#include "source.h"
#include "stream.h"
#include "told.h"
#include "wait.h"

struct captrace_ring;

enum captrace_session_state {
	SESSION_SETUP,
	SESSION_RUNNING,
	SESSION_STOPPED,
};

/*
 * One reader's view: what an open file owns.  It is configured, started and
 * stopped, and read, under its lock, once each way; probes take no lock.
 */
struct captrace_session {
	/* For probes.  Does not change while the session runs. */
	struct captrace_filter filter;
	struct captrace_pidset *pids;
	struct captrace_scope scope;
	struct pid_namespace *pid_ns;
	pid_t self_tgid;
	u64 self_start_ns;
	u64 start_boottime_ns;
	unsigned long generation;
	struct captrace_ring *__percpu *rings;
	struct captrace_clock_state __percpu *clocks;
	struct captrace_tickets *paths;
	struct captrace_tickets *cgroup_paths;
	/* NULL if none are wanted. */
	struct captrace_stacks *stacks;
	struct captrace_told told;
	atomic_t running;

	/* Lost on a CPU for whose ring there was no memory. */
	atomic_long_t ringless_checks;
	atomic_long_t ringless_events;

	struct captrace_wait wait;

	/* Protects what follows. */
	struct mutex lock;
	enum captrace_session_state state;
	struct captrace_stream stream;
	bool published;
	unsigned int slot;
	unsigned int nr_records;
	unsigned long sources;
	u64 unseen[CAPTRACE_NR_SOURCES];
	u64 unseen_total;
	u64 delivered;
	u64 start_ns;
	u64 stop_ns;
	struct captrace_clock_offsets start_offsets;

	/* Under the lock of rings.c. */
	u64 rings_bytes;

	/* Only while visited by sight.c, and before it runs. */
	u64 sighted_ns;
	u64 blind_ns;
};

/* ERR_PTR(): -EBUSY when there are too many, -ENOMEM. */
struct captrace_session *captrace_session_create(void);
void captrace_session_destroy(struct captrace_session *session);

/*
 * What the ioctls of the same names do (linux/captrace.h).  Process context,
 * with session->lock held.
 */
void captrace_session_info(const struct captrace_session *session,
			   struct captrace_info *info);
int captrace_session_filter(struct captrace_session *session,
			    const struct captrace_filter *filter);
int captrace_session_target(struct captrace_session *session,
			    const struct captrace_target *target);
int captrace_session_rings(struct captrace_session *session,
			   const struct captrace_rings *rings);
int captrace_session_start(struct captrace_session *session);
int captrace_session_stop(struct captrace_session *session);
void captrace_session_count(struct captrace_session *session,
			    struct captrace_counters *counters);

/* Arms a source for this session, if it is not.  Under session->lock. */
int captrace_session_arm(struct captrace_session *session,
			 enum captrace_source_id id);

#endif
