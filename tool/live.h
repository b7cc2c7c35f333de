/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LIVE_H
#define CAPTRACE_LIVE_H

struct options;

/*
 * Traces this machine as the options want.  Gives the exit status; the user has
 * been told what went wrong.
 */
int live_run(const struct options *options);

#endif
