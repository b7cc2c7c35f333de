/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_REPLAY_H
#define CAPTRACE_REPLAY_H

struct options;
struct sink;

/*
 * Shows recordings as the options want, all of them together in the order of
 * CLOCK_REALTIME.  It needs no privilege and looks at nothing of this machine
 * but these files.  Gives the exit status; the user has been told what went
 * wrong.
 */
int replay_run(const struct options *options);

/*
 * Lets the recordings of the options go into a sink, which stays the caller's.
 * Signals end it as they end any program.  The same exit status.
 */
int replay_into(struct sink *sink, const struct options *options);

#endif
