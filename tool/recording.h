/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_RECORDING_H
#define CAPTRACE_RECORDING_H

#include <stdbool.h>

#include "record.h"

/* A stream that was kept in a file, or comes through a pipe. */
struct recording;

/*
 * @path is "-" for the standard input.  0 or a negative errno; the string stays
 * the caller's and must live longer.
 */
int recording_open(struct recording **recording, const char *path);

/* NULL is fine. */
void recording_close(struct recording *recording);

/* To wait for; -1 when there is no more to read. */
int recording_fd(const struct recording *recording);

/*
 * Reads on, once recording_next() has nothing more to give; waits where the
 * file is a pipe without data.  0 or a negative errno.
 */
int recording_fill(struct recording *recording);

/*
 * The next record of those that were read, in the byte order of this machine
 * and with the HEADER first; NULL if that was all, or what follows makes no
 * sense.  Valid until the next fill.
 */
const union record *recording_next(struct recording *recording);

/* It has come to its end, whether with an END record or without. */
bool recording_is_over(const struct recording *recording);

/*
 * What is wrong with it, as in "FILE ...": NULL as long as nothing is.
 */
const char *recording_complaint(const struct recording *recording);

/* What is wrong is more than that nobody knows where it ends. */
bool recording_is_damaged(const struct recording *recording);

/* It begins as a recording does; false until that was read. */
bool recording_is_headed(const struct recording *recording);

#endif
