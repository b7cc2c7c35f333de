/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TRACE_H
#define CAPTRACE_TRACE_H

#include <stdbool.h>

#include "losses.h"
#include "record.h"

struct cgroup_table;
struct command;
struct order;
struct output;
struct process_table;
struct sink;
struct source;

/*
 * The way of the records from the source to the sink.  The pointers are the
 * caller's, who keeps them alive; @command may be NULL.
 */
struct trace {
	struct source *source;
	struct order *order;
	struct process_table *processes;
	struct cgroup_table *cgroups;
	struct sink *sink;
	struct output *output;
	struct command *command;
	/*
	 * Ends with the last process of the pid set, not with the command.  A
	 * trace that has neither ends at a signal.
	 */
	bool until_gone;
	/* What is not of a control group that is wanted is dropped. */
	bool sieves;

	/* What became of it; counters only if END was seen. */
	bool complete;
	struct captrace_counters counters;
	/* The user does not want to wait for the command any longer. */
	bool detached;
	int signo;
	/* The first error of reading, or of writing. */
	int read_err;
	int write_err;

	/* The rest is trace_run()'s own, zero at first. */
	bool stopped;
	bool look;
	unsigned int signals;
	struct losses losses;
};

/*
 * Runs a source that was started to the end of its stream, and a command to
 * its own end; the output begins.  What went wrong is in @trace.
 */
void trace_run(struct trace *trace);

#endif
