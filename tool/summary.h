/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SUMMARY_H
#define CAPTRACE_SUMMARY_H

#include <stdbool.h>

#include "ledger.h"

struct output;
struct sink;
struct terminal;

struct summary_options {
	struct ledger_options ledger;
	/* Objects instead of a table, see captrace(5). */
	bool json;
	/* The checks of the set-up, too, in rows of their own. */
	bool verbose;
	/* Where the output goes; NULL if that is none. */
	const struct terminal *terminal;
};

/*
 * A sink of one table at the end: how often each capability was granted and
 * denied in each group, by its number, and what follows from it.  The output
 * and the terminal stay the caller's and must live longer, the options need
 * not.  0 or -ENOMEM.
 */
int summary_create(struct sink **sink, struct output *output,
		   const struct summary_options *options);

#endif
