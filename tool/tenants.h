/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TENANTS_H
#define CAPTRACE_TENANTS_H

#include <stdint.h>

struct hierarchy;
struct numbers;

/*
 * Who is there at this moment: each function adds processes to @tgids.  0 or a
 * negative errno; what has gone meanwhile is no error.
 */

/* Those in control group number @id, and in all below it. */
int tenants_of_cgroup(struct numbers *tgids, const struct hierarchy *hierarchy,
		      uint64_t id);

/* A process of the procfs at @proc, and all its descendants. */
int tenants_of_tree(struct numbers *tgids, const char *proc, uint32_t tgid);

#endif
