/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SINK_H
#define CAPTRACE_SINK_H

#include <stdbool.h>

#include "names.h"
#include "record.h"

/*
 * What becomes of the records: lines, a table.  Each kind of sink is a struct
 * of its own that begins with this one.  All return 0 or a negative errno.
 */
struct sink {
	/* Records show as they come: a loss is told of at its place. */
	bool live;

	/* Records are to come with the names of their task. */
	bool named;

	/*
	 * One record, in the order of time; unknown kinds are for the sink to
	 * skip.  @names are valid only during the call; where they were not
	 * asked for, all are unknown.
	 */
	int (*record)(struct sink *sink, const union record *record,
		      const struct names *names);

	/* No more records at all; a flush follows.  May be NULL. */
	int (*end)(struct sink *sink);

	/* No more records for now: what is finished leaves; output_flush(). */
	int (*flush)(struct sink *sink);

	void (*destroy)(struct sink *sink);
};

#endif
