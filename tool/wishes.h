/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_WISHES_H
#define CAPTRACE_WISHES_H

#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "wish.h"

struct hierarchy;
struct numbers;

/* The control groups that a user wants, by what the user calls them. */
struct wishes;

/*
 * @top is the root of the cgroup v2 hierarchy, NULL for where it is mounted;
 * container runtimes have their files below @prefix, "" on a running machine.
 * 0 or a negative errno, and the user has been told.
 */
int wishes_open(struct wishes **wishes, const char *top, const char *prefix);

/*
 * For control groups of a recording, of which this machine knows nothing:
 * wishes_cover() goes by what it is told, and the others are not for these.
 */
int wishes_open_recorded(struct wishes **wishes);

/* NULL is fine. */
void wishes_close(struct wishes *wishes);

/*
 * The container runtimes that are asked, which stay those of the wishes; NULL
 * where the paths that they have are not those of CGROUP records, as in a
 * cgroup namespace.
 */
struct runtimes *wishes_runtimes(const struct wishes *wishes);

/* In which they are; stays that of the wishes, and is NULL of a recording. */
const struct hierarchy *wishes_hierarchy(const struct wishes *wishes);

/*
 * One more: a path (see hierarchy_resolve()), a unit of systemd, or a name or
 * id of a container.  0 or a negative errno, and the user has been told:
 * -EINVAL if it cannot be one.
 */
int wishes_add(struct wishes *wishes, enum wish_kind kind, const char *word);

/*
 * Hands the number of each control group that is wanted to @take, which returns
 * 0 or a negative errno to stop.  What is below one is not handed out.  0 or
 * what @take returned, or a negative errno and the user has been told: -ENOENT
 * where there is nothing of this name now, -ENOTUNIQ where a word may mean
 * several containers.
 */
int wishes_find(const struct wishes *wishes,
		int (*take)(void *context, uint64_t id), void *context);

/*
 * Adds the processes that are in one that is wanted, at this moment.  0 or a
 * negative errno; the user is told what wishes_find() tells.
 */
int wishes_tenants(const struct wishes *wishes, struct numbers *tgids);

/*
 * Whether wishes_cover() can be asked about the paths of CGROUP records.  0 or
 * a negative errno, and the user has been told: -EXDEV if only a part of the
 * hierarchy is mounted.
 */
int wishes_can_wait(const struct wishes *wishes);

/*
 * Whether a process whose control group and container these names say belongs
 * to one that is wanted.  Words that may mean several containers mean all of
 * them.  True where the control group is not known.
 */
bool wishes_cover(const struct wishes *wishes, const struct names *names);

#endif
