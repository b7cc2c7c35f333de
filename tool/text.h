/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TEXT_H
#define CAPTRACE_TEXT_H

#include <stddef.h>

struct output;
struct sink;

/*
 * A sink of one line for each check, with tabs between the fields:
 * seconds.micros, pid, executable (comm where it is unknown), capability,
 * "granted" or "denied", system call.  The output stays the caller's and must
 * live longer.  0 or -ENOMEM.
 */
int text_create(struct sink **sink, struct output *output);

/* What text_escape() makes of @size bytes is never longer than this. */
#define TEXT_ESCAPED_SIZE(size) (4 * (size))

/*
 * Writes @size bytes that anybody may have chosen so that they can neither
 * break a line nor speak to a terminal: text in UTF-8 passes; a backslash
 * becomes \\, tab and newline become \t and \n, and each other byte of control
 * characters, of invisible ones and of invalid UTF-8 becomes \xNN.  Returns the
 * end; there is no NUL.
 */
char *text_escape(char *to, const char *from, size_t size);

#endif
