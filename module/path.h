/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PATH_H
#define CAPTRACE_PATH_H

#include "ticket.h"

struct cgroup;
struct file;

/*
 * Tickets for files or control groups.  Their description is the path, NUL-
 * terminated and shorter than PATH_MAX; NULL if it is longer than that, or
 * there was no memory for it.
 */

/* At most nr at once.  NULL if there is no memory.  May sleep. */
struct captrace_tickets *captrace_paths_create(unsigned int nr);

/*
 * Probe context.  A ticket, or CAPTRACE_TICKET_NONE when too many are held; the
 * caller's reference to the file stays the caller's.
 */
int captrace_path_hold_file(struct captrace_tickets *paths, struct file *file);

/* The same of the program that the current task runs. */
int captrace_path_hold_exe(struct captrace_tickets *paths);

/* The same, under rcu_read_lock(); or CAPTRACE_TICKET_NONE if it is dying. */
int captrace_path_hold_cgroup(struct captrace_tickets *paths,
			      struct cgroup *cgroup);

#endif
