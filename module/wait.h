/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_WAIT_H
#define CAPTRACE_WAIT_H

#include <linux/irq_work.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct captrace_session;

/* Who sleeps until there is something to read, and how to wake it. */
struct captrace_wait {
	wait_queue_head_t queue;
	atomic_t armed;
	unsigned int watermark; /* records */
	bool quiet;
	unsigned long quiet_until; /* jiffies; while quiet */
	struct irq_work wake;
	struct delayed_work late_wake;
};

void captrace_wait_init(struct captrace_wait *wait);

/* No captrace_wait_wake() may be under way or come.  May sleep. */
void captrace_wait_exit(struct captrace_wait *wait);

/* For rings of this many records. */
void captrace_wait_configure(struct captrace_wait *wait,
			     unsigned int nr_records);

/*
 * True if a read would not block.  If false, whoever waits on session->wait is
 * woken when that changes.  Process context; needs no lock.
 */
bool captrace_wait_ready(struct captrace_session *session);

/* The reader has just read: wake-ups may be collected for a while. */
void captrace_wait_rest(struct captrace_wait *wait);

/*
 * Probe context.  A ring has this many records now, one of them new.  Wakes
 * the reader only if it sleeps, and soon after it has read only for many
 * records at once, as waking it costs more than a check; late_wake looks after
 * the others.
 */
void captrace_wait_wake(struct captrace_wait *wait, unsigned int fill);

#endif
