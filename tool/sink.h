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
	/*
	 * Records show as they come, so that a loss is told of at its place,
	 * and checks come with the names of their task.
	 */
	bool live;

	/*
	 * One record, in the order of time; unknown kinds are for the sink to
	 * skip.  @names are valid only during the call.
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
