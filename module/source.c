// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>

#include "source.h"

/* Protects users, and arming and disarming. */
static DEFINE_MUTEX(source_lock);
static struct captrace_source *sources[CAPTRACE_NR_SOURCES];
static unsigned int users[CAPTRACE_NR_SOURCES];

void captrace_source_register(enum captrace_source_id id,
			      struct captrace_source *source)
{
	sources[id] = source;
}

int captrace_source_get(enum captrace_source_id id)
{
	int err = 0;

	mutex_lock(&source_lock);
	if (!users[id])
		err = sources[id]->arm(sources[id]);
	if (!err)
		users[id]++;
	mutex_unlock(&source_lock);

	return err;
}

void captrace_source_put(enum captrace_source_id id)
{
	mutex_lock(&source_lock);
	if (!--users[id])
		sources[id]->disarm(sources[id]);
	mutex_unlock(&source_lock);
}

unsigned int captrace_source_maxactive(enum captrace_source_id id)
{
	return sources[id]->maxactive;
}

u64 captrace_source_unseen(enum captrace_source_id id)
{
	return sources[id]->unseen(sources[id]);
}
