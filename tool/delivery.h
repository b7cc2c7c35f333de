/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DELIVERY_H
#define CAPTRACE_DELIVERY_H

#include "losses.h"
#include "record.h"

struct sift;
struct sink;
struct stream;

/* The last part of the way of the records, from streams to the sink. */
struct delivery {
	/* The caller's, who keeps it alive. */
	struct sink *sink;

	/* What has come out; those of all streams that had an END. */
	struct captrace_counters counters;
	unsigned int nr_ends;
	/* Checks that were there, and hidden here. */
	__u64 hidden[CAPTRACE_NR_CLASSES];
	/* The first error of writing: after it, nothing is written any more. */
	int write_err;
};

/*
 * The record that has come out of the stream, or NULL for a sink that takes
 * them as they are read.  A loss is told of at its place; @losses are those of
 * this stream.  @sift may be NULL.
 */
void delivery_take(struct delivery *delivery, struct stream *stream,
		   struct sift *sift, struct losses *losses,
		   const union record *record);

/* What is finished leaves.  0, or -EINTR if a signal kept it from that. */
int delivery_flush(struct delivery *delivery);

/* No more records come. */
void delivery_end(struct delivery *delivery);

/* Takes note of the first error; 0 is none. */
void delivery_fail(struct delivery *delivery, int err);

#endif
