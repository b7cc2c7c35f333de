/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SESSION_H
#define CAPTRACE_SESSION_H

#include <linux/captrace.h>
#include <linux/irq_work.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "source.h"
#include "stream.h"

struct captrace_ring;

#define CAPTRACE_MAX_SESSIONS	64

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
	struct pid_namespace *pid_ns;
	pid_t self_tgid;
	u64 self_start_ns;
	unsigned long generation;
	struct captrace_ring * __percpu *rings;
	struct captrace_paths *paths;
	bool running;

	/* Checks on a CPU for whose ring there was no memory. */
	atomic_long_t ringless;

	/* Who sleeps, and how to wake it. */
	atomic_t armed;
	unsigned long quiet_until;	/* jiffies */
	unsigned int watermark;		/* records */
	wait_queue_head_t wait;
	struct irq_work wake;
	struct delayed_work late_wake;

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

	/* Under the lock of the list of sessions. */
	u64 ring_bytes;
	u64 sighted_ns;
	u64 blind_ns;
};

/*
 * With how many sessions may be open at once, and how many records their rings
 * have by default; both are brought within bounds.
 */
int captrace_session_init(unsigned int sessions, unsigned int records);
void captrace_session_exit(void);

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
int captrace_session_pids(struct captrace_session *session,
			  const struct captrace_pids *pids);
int captrace_session_rings(struct captrace_session *session,
			   const struct captrace_rings *rings);
int captrace_session_start(struct captrace_session *session);
int captrace_session_stop(struct captrace_session *session);
void captrace_session_count(struct captrace_session *session,
			    struct captrace_counters *counters);

/*
 * True if a read would not block.  If false, whoever waits on session->wait is
 * woken when that changes.  Needs no lock.
 */
bool captrace_session_ready(struct captrace_session *session);

/* The reader has just read: wake-ups may be collected for a while. */
void captrace_session_rest(struct captrace_session *session);

/*
 * Probe context.  The session in this slot, from 0 to the number of slots, if
 * there is one; it stays until the handler returns.
 */
struct captrace_session *captrace_session_at(unsigned int slot);
unsigned int captrace_session_slots(void);

/* Grows with each START; session->generation is its value then. */
unsigned long captrace_session_generation(void);

#endif
