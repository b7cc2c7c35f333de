/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LINES_H
#define CAPTRACE_LINES_H

#include <linux/types.h>

/* The longest text, without a NUL. */
#define CAPTRACE_LINES_MAX 8191u

/*
 * A text of lines with newlines between.  What does not fit is left out from
 * the line on that does not; the text then ends with a newline.
 */
struct captrace_lines {
	char *text;
	size_t size;
	/* Up to where lines are whole. */
	size_t line;
	bool cut;
};

/* False if there is no memory.  May sleep. */
bool captrace_lines_begin(struct captrace_lines *lines);

/* Adds to the line at hand; with newlines and backslashes as octal escapes. */
void captrace_lines_add(struct captrace_lines *lines, const char *string);
void captrace_lines_add_escaped(struct captrace_lines *lines,
				const char *string);

/* The next line. */
void captrace_lines_next(struct captrace_lines *lines);

/*
 * The text, NUL-terminated, for kfree(); NULL if there is no memory.  cut says
 * that there would have been more.  May sleep.
 */
char *captrace_lines_end(struct captrace_lines *lines, bool cut);

#endif
