/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_COMPARE_H
#define CAPTRACE_COMPARE_H

struct options;

/*
 * Shows what the second recording of the options needs more than the first, and
 * less.  Gives the exit status, EXIT_FAILURE if it is more; the user has been
 * told what went wrong.
 */
int compare_run(const struct options *options);

#endif
