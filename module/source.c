// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>

#include "source.h"

/* Protects users, and arming and disarming. */
static DEFINE_MUTEX(source_lock);
static struct captrace_source *sources[CAPTRACE_NR_SOURCES];
static unsigned int users[CAPTRACE_NR_SOURCES];
static bool retired[CAPTRACE_NR_SOURCES];

void captrace_source_register(enum captrace_source_id id,
			      struct captrace_source *source)
{
	sources[id] = source;
}

/* Under source_lock: nothing to arm or to disarm for this user. */
static bool source_stays(enum captrace_source_id id)
{
	return !sources[id] || retired[id] || users[id];
}

int captrace_source_get(enum captrace_source_id id)
{
	int err = 0;

	mutex_lock(&source_lock);
	if (!source_stays(id))
		err = sources[id]->arm(sources[id]);
	if (!err)
		users[id]++;
	mutex_unlock(&source_lock);

	return err;
}

void captrace_source_put(enum captrace_source_id id)
{
	mutex_lock(&source_lock);
	users[id]--;
	if (!source_stays(id))
		sources[id]->disarm(sources[id]);
	mutex_unlock(&source_lock);
}

void captrace_source_retire(enum captrace_source_id id)
{
	mutex_lock(&source_lock);
	if (users[id] && !retired[id])
		sources[id]->disarm(sources[id]);
	retired[id] = true;
	mutex_unlock(&source_lock);
}

unsigned int captrace_source_maxactive(enum captrace_source_id id)
{
	return sources[id]->maxactive;
}

u64 captrace_source_unseen(enum captrace_source_id id)
{
	return sources[id] ? sources[id]->unseen(sources[id]) : 0;
}
