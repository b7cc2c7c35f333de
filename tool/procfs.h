/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PROCFS_H
#define CAPTRACE_PROCFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What procfs, which is mounted at @proc, says of a process at this moment; of
 * a thread, where an argument is called so.
 */

/* What its times are counted in, in nanoseconds. */
uint64_t procfs_ns_per_tick(void);

/* When it was started, in ticks of CLOCK_BOOTTIME.  False if there is none. */
bool procfs_start(const char *proc, uint32_t tgid, uint64_t *ticks);

/* The path of the executable.  False if that is not known. */
bool procfs_exe(const char *proc, uint32_t tgid, char *exe, size_t size);

/* The process that a thread belongs to, 0 if there is none. */
uint32_t procfs_tgid(const char *proc, uint32_t tid);

/* The process that a process is a child of, 0 if there is none. */
uint32_t procfs_parent(const char *proc, uint32_t tgid);

#endif
