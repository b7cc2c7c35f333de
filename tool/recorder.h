/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_RECORDER_H
#define CAPTRACE_RECORDER_H

struct output;
struct runtimes;
struct sink;

/*
 * A sink of the records as they are read: a recording, to which it adds what
 * the container runtimes of this machine say, if they are not NULL.  Both stay
 * the caller's and must live longer.  0 or -ENOMEM.
 */
int recorder_create(struct sink **sink, struct output *output,
		    struct runtimes *runtimes);

#endif
