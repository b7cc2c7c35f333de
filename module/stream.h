/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STREAM_H
#define CAPTRACE_STREAM_H

#include <linux/types.h>

struct captrace_session;
union captrace_record;

enum captrace_stream_phase {
	STREAM_HEADER,
	STREAM_IDLE,  /* between two MARKs */
	STREAM_RINGS, /* one ring after the other, up to a MARK */
	STREAM_ENDED, /* the last record stands in scratch, or was read */
};

/*
 * How far a session has been read.  What does not stand in a ring as it is
 * delivered waits in scratch.  Under the session's lock.
 */
struct captrace_stream {
	enum captrace_stream_phase phase;
	unsigned int cpu;
	u64 mark_ns;
	union captrace_record *scratch;
	unsigned int scratch_at;
	unsigned int scratch_nr;
};

/* -ENOMEM.  May sleep. */
int captrace_stream_init(struct captrace_stream *stream);
void captrace_stream_exit(struct captrace_stream *stream);

/*
 * The next records, as many as stand in a row; they stay until
 * captrace_stream_consume().  NULL if there is none now: after the END there
 * will never be one.  Under session->lock; may sleep.
 */
const union captrace_record *
captrace_stream_peek(struct captrace_session *session, unsigned int *nr);
void captrace_stream_consume(struct captrace_session *session, unsigned int nr);

/* True if there is more to read than what is in the rings, or nothing ever. */
bool captrace_stream_pending(const struct captrace_session *session);

bool captrace_stream_ended(const struct captrace_session *session);

#endif
