/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PROFILES_H
#define CAPTRACE_PROFILES_H

#include <stdbool.h>

#include "ledger.h"

struct format;
struct output;
struct sink;

struct profiles_options {
	struct ledger_options ledger;
	const struct format *format;
	/* Say why below each line. */
	bool explain;
};

/*
 * A sink of a profile at the end, or of one for each group.  What has no place
 * in them goes to the user.  The output stays the caller's and must live
 * longer.  0 or -ENOMEM.
 */
int profiles_create(struct sink **sink, struct output *output,
		    const struct profiles_options *options);

#endif
