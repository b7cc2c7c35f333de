/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DUMP_H
#define CAPTRACE_DUMP_H

#include <stddef.h>

struct members;
struct output;

/*
 * Writes an object as a line of printable ASCII; nothing for one without
 * members.  *@room is the caller's to keep: what the longest line so far has
 * taken, at first 0.  0 or a negative errno.
 */
int dump_put(struct output *output, const struct members *members,
	     size_t *room);

#endif
