/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CGROUPS_H
#define CAPTRACE_CGROUPS_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

struct wishes;

/* Where each control group is, as the stream tells. */
struct cgroup_table;

/*
 * The wishes stay the caller's and must live longer; NULL wants everything.
 * NULL if there is no memory.
 */
struct cgroup_table *cgroup_table_create(const struct wishes *wishes);

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
 * The path of a control group in the hierarchy, "..." at its end where that is
 * not all of it; NULL where it is not known.  Valid until the next record is
 * learnt.  Others have chosen what is in it.
 */
const char *cgroup_path(struct cgroup_table *table, uint64_t id);

/*
 * Whether the control group is one of those wished for, or below one, as far as
 * is known at this time of the stream: a no may become a yes while the control
 * group is young.  Where the path is not known, or not all of it, nothing
 * speaks against it: true.
 */
bool cgroup_wanted(struct cgroup_table *table, uint64_t id, uint64_t time_ns);

#endif
