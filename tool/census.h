/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CENSUS_H
#define CAPTRACE_CENSUS_H

#include <stdbool.h>
#include <stddef.h>

#include "buckets.h"
#include "holdings.h"
#include "lists.h"
#include "record.h"

struct hierarchy;

/* The processes that there are, and what they hold. */
struct census {
	/* See process.h; it must live longer. */
	const char *proc;
	/* That of control groups, which must live longer; may be NULL. */
	const struct hierarchy *hierarchy;

	/* The rest is the census's own. */
	uint64_t ns_per_tick;
	struct buckets processes;
	struct numbers cgroups;

	/* Of all processes together, at any time. */
	struct holdings holdings;
	/* Processes that were looked at, and that ended too early for it. */
	size_t nr_seen;
	size_t nr_missed;
};

/* With all zero but the first two.  0 or -ENOMEM; census_clear() is due. */
int census_init(struct census *census);
void census_clear(struct census *census);

/*
 * Looks at a process that a record is about, once, or again if it @changes.  0
 * or -ENOMEM.
 */
int census_meet(struct census *census, const struct captrace_who *who,
		bool changes);

/* Looks at processes, or threads of them, by their numbers.  0 or -ENOMEM. */
int census_meet_all(struct census *census, const struct numbers *tids);

/* Whether the process is among those that were met, and has not ended. */
bool census_knows(const struct census *census, const struct captrace_who *who);

/* It has ended. */
void census_forget(struct census *census, const struct captrace_who *who);

/* All in this control group belong to it, those too that never show. */
int census_add_cgroup(struct census *census, uint64_t id);

/* Looks at all that are there at the end.  0 or a negative errno. */
int census_end(struct census *census);

#endif
