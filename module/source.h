/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SOURCE_H
#define CAPTRACE_SOURCE_H

#include <linux/types.h>

/*
 * What feeds sessions.  A source is armed while at least one session needs it;
 * an idle module has no probe.  A session arms those that others build on first
 * and disarms them last: they stand in that order.
 */
enum captrace_source_id {
	CAPTRACE_SOURCE_CHECK,
	CAPTRACE_SOURCE_LSM,
	CAPTRACE_SOURCE_LSM_NOAUDIT,
	CAPTRACE_SOURCE_CAPSET,
	CAPTRACE_SOURCE_SECUREBITS,
	CAPTRACE_SOURCE_MMAP,
	CAPTRACE_SOURCE_MEMORY,
	CAPTRACE_SOURCE_BIRTH,
	CAPTRACE_SOURCE_EXEC,
	CAPTRACE_SOURCE_DEATH,
	CAPTRACE_NR_SOURCES,
};

struct captrace_source {
	int (*arm)(struct captrace_source *source);
	/* No handler runs any more when it returns. */
	void (*disarm)(struct captrace_source *source);
	/* Hits that the kernel skipped since the source was armed. */
	u64 (*unseen)(const struct captrace_source *source);
	/* Hits that can be under way at once without loss; 0 is no limit. */
	unsigned int maxactive;
};

/* When the module loads, before the first session. */
void captrace_source_register(enum captrace_source_id id,
			      struct captrace_source *source);

/*
 * One more, or one less, session needs the source.  One that was not registered
 * is none that this kernel has, and feeds nobody.  May sleep.
 */
int captrace_source_get(enum captrace_source_id id);
void captrace_source_put(enum captrace_source_id id);

/* From now on, nobody needs it, and it is never armed again.  May sleep. */
void captrace_source_retire(enum captrace_source_id id);

unsigned int captrace_source_maxactive(enum captrace_source_id id);

/* Only while armed, or retired since. */
u64 captrace_source_unseen(enum captrace_source_id id);

#endif
