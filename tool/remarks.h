/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_REMARKS_H
#define CAPTRACE_REMARKS_H

#include <stdio.h>

#include "caps.h"

/*
 * Writes each of @lines, with newlines between, as a comment of its own that
 * begins with '#', behind the first @size bytes of @indent.
 */
void remarks_put(FILE *to, const char *indent, size_t size, const char *lines);

/* Writes what others have chosen so that it stays in its line, see escape.h. */
void remarks_put_escaped(FILE *to, const char *text);

#define REMARKS_OPTIONAL_SIZE (CAPS_NAME_SIZE + 64)

/* What is to be said of a capability that may be left out, in @buf. */
const char *remarks_optional(unsigned int cap,
			     char buf[static REMARKS_OPTIONAL_SIZE]);

#endif
