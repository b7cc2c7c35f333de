/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PATH_H
#define CAPTRACE_PATH_H

#include <linux/types.h>

struct cgroup;
struct file;
struct captrace_paths;

#define CAPTRACE_PATH_NONE (-1)

/*
 * A bounded number of files or control groups whose paths are wanted.  A probe
 * can hold one but cannot ask for its path; a work item does so within
 * milliseconds, and lets go of it.
 */

/* At most nr at once.  NULL if there is no memory.  May sleep. */
struct captrace_paths *captrace_paths_create(unsigned int nr);

/* No probe may hold any more.  May sleep. */
void captrace_paths_destroy(struct captrace_paths *paths);

/*
 * Probe context.  A ticket, or CAPTRACE_PATH_NONE when too many are held; the
 * caller's reference to the file stays the caller's.
 */
int captrace_paths_hold_file(struct captrace_paths *paths, struct file *file);

/* The same of the program that the current task runs. */
int captrace_paths_hold_exe(struct captrace_paths *paths);

/* The same, under rcu_read_lock(); or CAPTRACE_PATH_NONE if it is dying. */
int captrace_paths_hold_cgroup(struct captrace_paths *paths,
			       struct cgroup *cgroup);

/* Probe context.  Nobody will take this one. */
void captrace_paths_drop(struct captrace_paths *paths, int ticket);

/*
 * Process context, once for each ticket: the path, NUL-terminated and shorter
 * than PATH_MAX, for the caller to kfree(); NULL if it is longer than that, or
 * there was no memory for it.
 */
char *captrace_paths_take(struct captrace_paths *paths, int ticket);

#endif
