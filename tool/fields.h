/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FIELDS_H
#define CAPTRACE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "record.h"
#include "sink.h"

struct stamp;

/* A line shows a check or, if @outcome is not NULL, what became of its call. */
struct line {
	const struct captrace_check *check;
	/* Of the check, but with the clock of the time that the line shows. */
	const struct names *names;
	const struct captrace_outcome *outcome;
	/* How the time is written, NULL for seconds of CLOCK_MONOTONIC. */
	struct stamp *stamp;
};

/*
 * One thing that a line can tell.  put() writes it and returns the end; there
 * is no NUL.  Nothing in it breaks a line or speaks to a terminal.
 */
struct field {
	const char *name;
	const char *description;
	/* Columns of a terminal that are enough for most. */
	unsigned int width;
	char *(*put)(char *to, const struct line *line);
	/* It shows a string of struct names, which is there. */
	bool has_name;
	size_t name_at;
};

#define FIELDS_MAX 48

/* Those that there are; one without a name is behind the last. */
extern const struct field fields[FIELDS_MAX + 1];

/* What put() writes is never longer than this, but for names of their own. */
#define FIELD_SIZE 96

#endif
