/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_HIERARCHY_H
#define CAPTRACE_HIERARCHY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The tree of control groups, version 2, as the file system shows it.  A path
 * in it begins at its root, which is "/", and has no slash at its end, just as
 * in CGROUP records.
 */
struct hierarchy;

/*
 * @top is the directory that is its root; NULL for where it is mounted.  0 or
 * a negative errno: -ENODEV if it is mounted nowhere.
 */
int hierarchy_open(struct hierarchy **hierarchy, const char *top);

/* NULL is fine. */
void hierarchy_close(struct hierarchy *hierarchy);

/*
 * False if what is mounted is a part only, as in a cgroup namespace: then the
 * paths of CGROUP records, which begin at the root of all, are not those here.
 */
bool hierarchy_is_whole(const struct hierarchy *hierarchy);

/* The directory that is its root. */
const char *hierarchy_top(const struct hierarchy *hierarchy);

/*
 * What is below hierarchy_top() of a path of the file system: the end of @path,
 * or "/"; NULL if it is elsewhere.
 */
const char *hierarchy_below(const struct hierarchy *hierarchy,
			    const char *path);

/*
 * The path in the hierarchy that a user means: a directory of the file system,
 * or a path in the hierarchy with or without a slash before it.  It need not
 * exist.  Without @hierarchy, NULL, it is that of another machine, mounted at
 * the usual place.  0 and @path for the caller to free, or a negative errno:
 * -EINVAL for none, and for one with "..".
 */
int hierarchy_resolve(const struct hierarchy *hierarchy, const char *given,
		      char **path);

/*
 * The number of a control group, as who.cgroup_id has it.  0 or a negative
 * errno: -ENOENT, -ENOTDIR; -EXDEV if another file system is mounted there.
 */
int hierarchy_id(const struct hierarchy *hierarchy, const char *path,
		 uint64_t *id);

/*
 * Whether an error says no more than that there is no control group, as others
 * may bring about at any time: gone meanwhile, a file after all, another file
 * system, or so deep that no path leads there.
 */
bool hierarchy_is_nothing(int err);

/*
 * Visits all control groups, each before those below it.  @visit returns 0; a
 * positive number to leave out what is below; a negative errno to stop.  0 or a
 * negative errno.
 */
int hierarchy_walk(const struct hierarchy *hierarchy,
		   int (*visit)(void *context, const char *path),
		   void *context);

#endif
