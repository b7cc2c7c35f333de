/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TEXT_H
#define CAPTRACE_TEXT_H

#include <stdbool.h>

struct columns;
struct output;
struct sink;

struct text_options {
	/* NULL for the default; lines of outcomes end with "return" then. */
	const struct columns *columns;
	/* A line too for what became of each denied check. */
	bool outcome;
};

/*
 * A sink of one line for each check.  The output stays the caller's and must
 * live longer, the options need not.  0 or -ENOMEM.
 */
int text_create(struct sink **sink, struct output *output,
		const struct text_options *options);

#endif
