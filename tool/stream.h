/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STREAM_H
#define CAPTRACE_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "record.h"

struct process_table;
struct runtimes;
struct wishes;

/*
 * What one stream tells: its records in the order of time, and what is known
 * of their tasks at each of them.
 */
struct stream;

/* All are the caller's and must live longer; NULL is none. */
struct stream_options {
	/* The procfs of the machine that the stream comes from. */
	const char *proc;
	/* The container runtimes there. */
	struct runtimes *runtimes;
	/* The control groups that are wanted. */
	const struct wishes *wishes;
};

/* NULL if there is no memory. */
struct stream *stream_create(const struct stream_options *options);

/* NULL is fine. */
void stream_destroy(struct stream *stream);

/* Those that the stream knows, to be told of more. */
struct process_table *stream_processes(struct stream *stream);

/*
 * Takes the next record as it was read, the HEADER first.  0, or -ENOMEM and
 * the record is not taken.
 */
int stream_push(struct stream *stream, const union record *record);

/* Where it stops without END: lets everything out. */
void stream_finish(struct stream *stream);

/*
 * The next record in the order of time, NULL if none may come yet.  HEADER,
 * MARK, MORE, STACK and NAME records do not come out.  Valid until the next
 * call.
 */
const union record *stream_pop(struct stream *stream);

/*
 * About the record that came out last.  The names are those of its task, if it
 * has one, as long as the record is valid.
 */
void stream_names(struct stream *stream, const union record *record,
		  struct names *names);

/*
 * Whether the control group of its task is one of those that are wanted; true
 * if it is not about a task.
 */
bool stream_wants(struct stream *stream, const union record *record);

/* Its time in CLOCK_REALTIME. */
uint64_t stream_realtime(const struct stream *stream,
			 const union record *record);

#endif
