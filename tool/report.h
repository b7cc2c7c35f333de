/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_REPORT_H
#define CAPTRACE_REPORT_H

#include <stdbool.h>

#include "terminal.h"

struct delivery;
struct hierarchy;
struct numbers;
struct options;
struct output;
struct runtimes;
struct sink;

/* What comes out of a trace, and where it goes.  All zero is none. */
struct report {
	/*
	 * For --excess: processes that may stay idle, and where to look for
	 * others, or NULL.  Both stay the caller's.
	 */
	const struct numbers *tenants;
	const struct hierarchy *hierarchy;
	struct output *output;
	/* Where that goes; NULL if it is none.  The sink looks at it, too. */
	const struct terminal *terminal;
	struct terminal attached;
	struct sink *sink;
	/* Of --verify, once all has been written: calls have failed. */
	bool failed;
};

/*
 * As the options want; the runtimes are those of this machine, or NULL, and
 * stay the caller's.  Nonzero if it went wrong, and the user has been told;
 * report_close() is due in any case.
 */
int report_open(struct report *report, const struct options *options,
		struct runtimes *runtimes);

/*
 * What is wrong with writing it, a negative errno, goes to the user.  True if
 * that is a failure, and not a reader who has seen enough.
 */
bool report_explain(int write_err, const struct options *options);

/*
 * All has been written, and all went well: what is to be there as a whole is
 * there now.  False if that went wrong, and the user has been told.
 */
bool report_finish(struct report *report, const struct options *options);

/*
 * The end of what comes out.  False if that went wrong, and the user has been
 * told.
 */
bool report_close(struct report *report, const struct options *options);

/* The exit status of a failure of ours, which must not be the command's. */
int report_failure(const struct options *options);

/*
 * Tells the user what was lost and hidden, and gives @status, or the one for a
 * loss that the user does not put up with.
 */
int report_losses(const struct delivery *delivery, int status,
		  const struct options *options);

#endif
