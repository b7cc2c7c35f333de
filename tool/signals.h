/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SIGNALS_H
#define CAPTRACE_SIGNALS_H

#include <stdbool.h>

/*
 * Signals as something to read, so that none is missed and none ends us in the
 * middle of a line.  They belong to the whole program, hence no struct.
 */
struct signal_event {
	int signo;
	/* The command, in the same process group, has got it as well. */
	bool from_terminal;
};

/*
 * From here on SIGINT, SIGTERM, SIGHUP and SIGCHLD, and SIGQUIT when
 * @with_command, are kept to be read; those to end us that were ignored stay
 * ignored.  A write to a pipe that nobody reads fails with EPIPE.  System calls
 * that wait are interrupted.  0 or a negative errno.
 */
int signals_open(bool with_command);

/* Readable when a signal is there. */
int signals_fd(void);

/* False if there is none. */
bool signals_next(struct signal_event *event);

/*
 * In a child that is to run a program: puts everything back as it was before
 * signals_open(), the signal mask too.
 */
void signals_restore(void);

#endif
