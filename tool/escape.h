/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ESCAPE_H
#define CAPTRACE_ESCAPE_H

#include <stddef.h>

/* What escape_put() makes of @size bytes is never longer than this. */
#define ESCAPE_SIZE(size) (4 * (size))

/*
 * Writes @size bytes that anybody may have chosen so that they can neither
 * break a line nor speak to a terminal: text in UTF-8 passes; a backslash
 * becomes \\, tab and newline become \t and \n, and each other byte of control
 * characters, of invisible ones and of invalid UTF-8 becomes \xNN.  Returns the
 * end; there is no NUL.
 */
char *escape_put(char *to, const char *from, size_t size);

#endif
