// SPDX-License-Identifier: GPL-2.0-only
#include <linux/jiffies.h>
#include <linux/kernel.h>

#include "compat.h"
#include "rings.h"
#include "session.h"
#include "stream.h"
#include "wait.h"

#define WATERMARK_MAX 256u
#define QUIET_MSECS   100

static void wait_wake(struct irq_work *wake)
{
	struct captrace_wait *wait =
		container_of(wake, struct captrace_wait, wake);

	wake_up_all(&wait->queue);
}

static bool wait_readable(const struct captrace_session *session)
{
	return captrace_stream_pending(session) ||
	       captrace_rings_readable(session);
}

/*
 * Whoever sleeps looks again, and sleeps on until the next time if another
 * reader has prolonged the quiet meanwhile.
 */
static void wait_late_wake(struct work_struct *work)
{
	struct captrace_wait *wait =
		container_of(work, struct captrace_wait, late_wake.work);

	if (!time_before(jiffies, READ_ONCE(wait->quiet_until)))
		WRITE_ONCE(wait->quiet, false);
	wake_up_all(&wait->queue);
}

void captrace_wait_init(struct captrace_wait *wait)
{
	init_waitqueue_head(&wait->queue);
	init_irq_work(&wait->wake, wait_wake);
	INIT_DELAYED_WORK(&wait->late_wake, wait_late_wake);
}

void captrace_wait_exit(struct captrace_wait *wait)
{
	irq_work_sync(&wait->wake);
	cancel_delayed_work_sync(&wait->late_wake);
}

void captrace_wait_configure(struct captrace_wait *wait,
			     unsigned int nr_records)
{
	wait->watermark = min(WATERMARK_MAX, nr_records / 4);
}

static void wait_look_later(struct captrace_wait *wait)
{
	unsigned long now = jiffies;
	unsigned long until = READ_ONCE(wait->quiet_until);

	schedule_delayed_work(&wait->late_wake,
			      time_before(now, until) ? until - now : 0);
}

bool captrace_wait_ready(struct captrace_session *session)
{
	struct captrace_wait *wait = &session->wait;

	if (wait_readable(session))
		return true;

	if (READ_ONCE(wait->quiet))
		wait_look_later(wait);

	/* A full barrier; see captrace_ring_readable(). */
	atomic_xchg(&wait->armed, 1);

	return wait_readable(session);
}

void captrace_wait_rest(struct captrace_wait *wait)
{
	WRITE_ONCE(wait->quiet_until, jiffies + msecs_to_jiffies(QUIET_MSECS));
	WRITE_ONCE(wait->quiet, true);
}

void captrace_wait_wake(struct captrace_wait *wait, unsigned int fill)
{
	if (likely(!atomic_read(&wait->armed)))
		return;
	if (READ_ONCE(wait->quiet) && fill < wait->watermark)
		return;

	if (atomic_xchg(&wait->armed, 0))
		irq_work_queue(&wait->wake);
}
