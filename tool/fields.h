/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FIELDS_H
#define CAPTRACE_FIELDS_H

#include "record.h"
#include "sink.h"

/* A line shows a check or, if @outcome is not NULL, what became of its call. */
struct line {
	const struct captrace_check *check;
	const struct names *names;
	const struct captrace_outcome *outcome;
};

/*
 * One thing that a line can tell.  put() writes it and returns the end; there
 * is no NUL.  Nothing in it breaks a line or speaks to a terminal.
 */
struct field {
	const char *name;
	const char *description;
	char *(*put)(char *to, const struct line *line);
};

#define FIELDS_MAX 48

/* Those that there are; one without a name is behind the last. */
extern const struct field fields[FIELDS_MAX + 1];

/* What put() writes is never longer than this, but for names of their own. */
#define FIELD_SIZE 96

#endif
