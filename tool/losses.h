/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LOSSES_H
#define CAPTRACE_LOSSES_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

/* Tells the user what was not seen.  All zero is the beginning. */
struct losses {
	uint64_t untold;
	uint64_t told_ns;
	uint64_t blind_until_ns;
};

/*
 * A LOST or BLIND record of the stream, at its place; other kinds are skipped.
 * Losses are told of once a second at most, and @quiet keeps them for the end;
 * blindness is told of at once when it begins.
 */
void losses_take(struct losses *losses, const union record *record, bool quiet);

/* The totals at the end, a line for each reason.  True if there was any. */
bool losses_report(const struct captrace_counters *counters);

/*
 * Checks that only their class kept out, by enum captrace_class: one line, or
 * none if there were none.  @what became of them and @how to get them are words
 * like "hidden" and "-v shows".  It is no loss.
 */
void losses_report_hidden(const __u64 hidden[CAPTRACE_NR_CLASSES],
			  const char *what, const char *how);

#endif
