// SPDX-License-Identifier: GPL-2.0-only
#include <linux/jiffies.h>
#include <linux/mutex.h>
#include <linux/user_namespace.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "feed.h"
#include "list.h"
#include "session.h"
#include "sight.h"

#define WATCH_MSECS 1000

struct task_struct *captrace_sight_task;

/* One proof at a time; the probe sees it from within the same task. */
static DEFINE_MUTEX(sight_lock);
static bool begun, followed, ended;

int captrace_sight_prove(void)
{
	unsigned long superpriv = current->flags & PF_SUPERPRIV;
	bool sees;

	mutex_lock(&sight_lock);
	begun = false;
	followed = false;
	ended = false;

	WRITE_ONCE(captrace_sight_task, current);
	barrier();
	compat_ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN);
	barrier();
	WRITE_ONCE(captrace_sight_task, NULL);

	/* A check that no return instance was left for is a counted loss. */
	sees = READ_ONCE(begun) && (READ_ONCE(ended) || !READ_ONCE(followed));
	mutex_unlock(&sight_lock);

	/* Accounting must not say that the opener used a privilege. */
	if (!superpriv)
		current->flags &= ~PF_SUPERPRIV;

	return sees ? 0 : -ENODATA;
}

void captrace_sight_begin(bool is_followed)
{
	WRITE_ONCE(begun, true);
	WRITE_ONCE(followed, is_followed);
}

void captrace_sight_end(void)
{
	WRITE_ONCE(ended, true);
}

/* What was found when, and whether anybody wants to know the next time. */
struct sight {
	u64 now_ns;
	bool sees;
	bool watched;
};

/* It is the same probe for all sessions: they are blind together. */
static void sight_visit(struct captrace_session *session, void *data)
{
	struct sight *sight = data;

	/* Not started, or after the look, when it saw. */
	if (!atomic_read(&session->running) ||
	    session->sighted_ns >= sight->now_ns)
		return;

	sight->watched = true;
	if (!sight->sees) {
		WRITE_ONCE(session->blind_ns, session->blind_ns +
						      sight->now_ns -
						      session->sighted_ns);
		captrace_feed_blind(session, session->sighted_ns,
				    sight->now_ns);
	}
	session->sighted_ns = sight->now_ns;
}

static bool sight_look(void)
{
	struct sight sight = { .now_ns = ktime_get_mono_fast_ns() };

	/* In this order, whoever starts meanwhile starts after the look. */
	sight.sees = !captrace_sight_prove();
	captrace_list_visit(sight_visit, &sight);

	return sight.watched;
}

void captrace_sight_look(void)
{
	sight_look();
}

static void sight_work(struct work_struct *work)
{
	if (sight_look())
		captrace_sight_watch();
}

static DECLARE_DELAYED_WORK(sight_watch, sight_work);

void captrace_sight_watch(void)
{
	schedule_delayed_work(&sight_watch, msecs_to_jiffies(WATCH_MSECS));
}

void captrace_sight_unwatch(void)
{
	cancel_delayed_work_sync(&sight_watch);
}
