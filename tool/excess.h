/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_EXCESS_H
#define CAPTRACE_EXCESS_H

#include "ledger.h"

struct hierarchy;
struct numbers;
struct output;
struct sink;
struct terminal;

struct excess_options {
	struct ledger_options ledger;
	/* The procfs of the processes, see process.h. */
	const char *proc;
	/* Processes that are looked at even if no record is about them. */
	const struct numbers *pids;
	/* For a ledger by control group: where that is; NULL otherwise. */
	const struct hierarchy *hierarchy;
	/* Where the output goes; NULL if that is none. */
	const struct terminal *terminal;
};

/*
 * A sink of one table at the end: what the sets of capabilities of all
 * processes hold together, and what of that was not required.  Each process is
 * looked at when a record shows that it runs its program, of a control group
 * when it makes a check there, and again at the end, with all that are in the
 * control groups of checks then.  The output, the terminal, the procfs and
 * the hierarchy stay the caller's and must live longer, the other options need
 * not.  0 or -ENOMEM.
 */
int excess_create(struct sink **sink, struct output *output,
		  const struct excess_options *options);

#endif
