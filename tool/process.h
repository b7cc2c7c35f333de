/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PROCESS_H
#define CAPTRACE_PROCESS_H

#include <stdint.h>

#include "record.h"

/* Which program each process runs. */
struct process_table;

/* Where the procfs of our own pid namespace is by custom. */
#define PROCESS_PROC "/proc"

/*
 * Processes older than the stream are looked up in this procfs; NULL for a
 * stream of another machine, or time.  NULL if there is no memory.  The string
 * stays the caller's and must live longer.
 */
struct process_table *process_table_create(const char *proc);

/* NULL is fine. */
void process_table_destroy(struct process_table *table);

/*
 * Looks up a process now, which may be gone when a record first names it.  Any
 * of its threads will do.
 */
void process_meet(struct process_table *table, uint32_t tid);

/*
 * The records of a stream go through here in the order of time: what a record
 * tells is learnt before it is used.  @path is that of an EXEC, empty where it
 * is unknown.  Without memory a program stays unknown.
 */
void process_learn(struct process_table *table, const union record *record,
		   const char *path);

/* The process has ended. */
void process_forget(struct process_table *table,
		    const struct captrace_who *who);

/*
 * The path of the executable, NULL where it cannot be known.  Valid until the
 * next call for this table.
 */
const char *process_exe(struct process_table *table,
			const struct captrace_who *who);

#endif
