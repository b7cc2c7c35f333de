/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TRACE_H
#define CAPTRACE_TRACE_H

#include <stdbool.h>

#include "delivery.h"

struct command;
struct output;
struct sift;
struct source;
struct stream;

/*
 * The way of the records of the device.  The pointers are the caller's, who
 * keeps them alive.
 */
struct trace {
	struct source *source;
	struct output *output;
	/* NULL if there is none. */
	struct command *command;
	/* NULL if the sink takes the records as they are read. */
	struct stream *stream;
	/* NULL if the device has sifted all that needs to be. */
	struct sift *sift;
	struct delivery delivery;
	/*
	 * Ends with the last process of the pid set, not with the command.  A
	 * trace that has neither ends at a signal.
	 */
	bool until_gone;

	/* What became of it; the rest is in @delivery. */
	/* The user does not want to wait for the command any longer. */
	bool detached;
	int signo;
	/* The first error of reading. */
	int read_err;

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
