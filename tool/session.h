/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SESSION_H
#define CAPTRACE_SESSION_H

struct options;
struct process_table;
struct source;
struct wishes;

/*
 * Opens a session of the device, and makes it one that sees what the options
 * and the wishes for control groups, NULL for none, want; it is the caller's to
 * start.  The module is loaded if need be, and the processes that the options
 * name are looked up in @processes, if that is not NULL.  Nonzero if it went
 * wrong, and the user has been told; the source is to be closed in any case.
 */
int session_open(struct source **source, struct process_table *processes,
		 const struct wishes *wishes, const struct options *options);

/*
 * Starts it, and tells what of it this kernel does not show.  Nonzero if it
 * went wrong, and the user has been told.
 */
int session_start(struct source *source, const struct options *options);

#endif
