/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TEXT_H
#define CAPTRACE_TEXT_H

#include <stdbool.h>

#include "stamp.h"
#include "unique.h"

struct columns;
struct output;
struct sink;
struct terminal;

struct text_options {
	/* NULL for the default; lines of outcomes end with "return" then. */
	const struct columns *columns;
	/* A line too for what became of each denied check. */
	bool outcome;
	/* A first line that names the fields. */
	bool header;
	/* How the field "time" is written. */
	enum stamp_style time;
	/* Records are of several streams. */
	bool merged;
	/* Only the first line of those that are the same for ... */
	bool unique;
	enum unique_of unique_of;
	/*
	 * Below the line of a check its stacks, a frame on each line behind a
	 * tab; not one that is a column.
	 */
	bool kernel_stack;
	bool user_stack;
	/* Where the output goes; NULL if that is no terminal. */
	const struct terminal *terminal;
};

/*
 * A sink of one line for each check.  The output stays the caller's and must
 * live longer, the options need not.  0 or -ENOMEM.
 */
int text_create(struct sink **sink, struct output *output,
		const struct text_options *options);

#endif
