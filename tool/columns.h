/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_COLUMNS_H
#define CAPTRACE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "fields.h"

/* What the lines show, in this order; each field at most once. */
struct columns {
	size_t nr;
	const struct field *fields[FIELDS_MAX];
	/* Where in struct names the strings are that they show. */
	size_t nr_names;
	size_t names_at[FIELDS_MAX];
};

#define COLUMNS_DEFAULT "time,pid,exe,cap,verdict,syscall"

/*
 * @list is names with commas between them; '+' in front of the first puts the
 * default columns before them.  0; -EINVAL for what is no name, -EEXIST for a
 * name that was there already, and then *@bad is where in @list it begins, and
 * *@bad_size its length, which may be 0.
 */
int columns_parse(const char *list, struct columns *columns, const char **bad,
		  size_t *bad_size);

/* Whether the field of this name is one of them. */
bool columns_have(const struct columns *columns, const char *name);

/* A line for each name that there is, with what it means. */
const char *columns_list(void);

/* Room that columns_put() needs at most. */
size_t columns_size(const struct columns *columns, const struct line *line);

/* Writes one line with its newline, and tabs between.  Returns the end. */
char *columns_put(const struct columns *columns, char *to,
		  const struct line *line);

/* Room that columns_put_header() needs at most. */
#define COLUMNS_HEADER_SIZE (FIELDS_MAX * FIELD_SIZE)

/* The same with the names of the fields, in upper case. */
char *columns_put_header(const struct columns *columns, char *to);

#endif
