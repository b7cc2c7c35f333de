/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CGROUPS_H
#define CAPTRACE_CGROUPS_H

#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "record.h"

struct runtimes;
struct wishes;

/*
 * Where each control group is, as the stream tells, and what runs in it, as its
 * path, the container runtimes or a recording tell.
 */
struct cgroup_table;

/*
 * Both stay the caller's and must live longer.  Without wishes everything is
 * wanted; without runtimes no file is ever read.  NULL if there is no memory.
 */
struct cgroup_table *cgroup_table_create(const struct wishes *wishes,
					 struct runtimes *runtimes);

/* NULL is fine. */
void cgroup_table_destroy(struct cgroup_table *table);

/*
 * A CGROUP of the stream, and the path that it tells, which may not be all of
 * it.  Without memory a control group stays unknown.
 */
void cgroup_learn(struct cgroup_table *table,
		  const struct captrace_cgroup *record, const char *path,
		  bool whole);

/*
 * What a recording says of a control group, whose path may come later; it
 * counts more than what the path says.  Any number may come as @of.
 */
void cgroup_name(struct cgroup_table *table, uint64_t id,
		 enum record_name_of of, const char *text);

/*
 * Fills cgroup, with "..." at its end where that is not all of the path, unit,
 * runtime, container_id, container, image and pod of a control group, NULL for
 * what is not known at this time of the stream, and leaves the other names as
 * they are.  What was known stays known when a container is gone.  Valid until
 * the next call.
 */
void cgroup_names(struct cgroup_table *table, uint64_t id, uint64_t time_ns,
		  struct names *names);

/*
 * Whether runtimes have told of the control group's container since the last
 * call for it: then cgroup_names() has what its path alone does not say.
 */
bool cgroup_has_news(struct cgroup_table *table, uint64_t id, uint64_t time_ns);

/*
 * Whether the control group is one of those wished for, or below one, as far as
 * is known at this time of the stream: a no may become a yes while the control
 * group is young.  Where the path is not known, or not all of it, nothing
 * speaks against it: true.
 */
bool cgroup_wanted(struct cgroup_table *table, uint64_t id, uint64_t time_ns);

#endif
