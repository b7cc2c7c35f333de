/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SOURCE_H
#define CAPTRACE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "record.h"

/* Where records come from: a session of the device. */
struct source;

#define SOURCE_DEVICE "/dev/captrace"

/*
 * 0 or a negative errno: that of open(), or -EPROTO if the module that is
 * loaded speaks another ABI than ours.
 */
int source_open(struct source **source);

/* Ends the session, if it runs.  NULL is fine. */
void source_close(struct source *source);

/* What this module can on this kernel: CAPTRACE_FEATURE_*. */
uint64_t source_features(const struct source *source);

/* How many records each ring holds that was given no number. */
unsigned int source_default_rings(const struct source *source);

/*
 * Before the start: what is wanted, how many records each ring holds, which
 * processes (enum captrace_pids_op), and which tasks (enum
 * captrace_target_kind).  0 or a negative errno, see the ABI.
 */
int source_set_filter(struct source *source,
		      const struct captrace_filter *filter);
int source_set_rings(struct source *source, unsigned int records);
int source_set_pid(struct source *source, enum captrace_pids_op op, pid_t pid);
int source_set_target(struct source *source, enum captrace_target_kind kind,
		      uint64_t value);

/* 0 or a negative errno: -ENODATA if kprobes are switched off. */
int source_start(struct source *source);

/* Nothing new comes from here on; what there is can still be read. */
int source_stop(struct source *source);

/* What became of everything so far. */
int source_counters(struct source *source, struct captrace_counters *counters);

/* To wait for; -1 when there is no more to read. */
int source_fd(const struct source *source);

/*
 * Reads what is there, without waiting.  The records that source_next() has
 * not handed out yet are gone.  0 or a negative errno: -EPROTO if this is no
 * stream of ours.
 */
int source_fill(struct source *source);

/*
 * The next record of those that were read, the HEADER first; NULL if that was
 * all.  Valid until the next fill.
 */
const union record *source_next(struct source *source);

/* The stream has come to its end, with an END record or without. */
bool source_is_over(const struct source *source);

#endif
