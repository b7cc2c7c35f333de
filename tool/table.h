/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TABLE_H
#define CAPTRACE_TABLE_H

#include <stddef.h>

struct output;
struct terminal;

enum table_style {
	/* As wide as its widest cell, which is at its left. */
	TABLE_LEFT,
	/* The same with cells at its right, for numbers. */
	TABLE_RIGHT,
	/* As TABLE_LEFT, but cells are cut where a terminal is too narrow. */
	TABLE_SHRINKS,
	/* Only the last: as long as it likes, others do not shrink for it. */
	TABLE_TAIL,
};

struct table_column {
	/* Of at most 32 ASCII characters. */
	const char *title;
	enum table_style style;
};

/* Rows of cells below titles.  All are kept until they are written. */
struct table;

/* The columns stay the caller's and must live longer.  NULL: no memory. */
struct table *table_create(const struct table_column *columns, size_t nr);

/* NULL is fine. */
void table_destroy(struct table *table);

/*
 * Adds a row of a cell for each column, of which the table keeps copies; what
 * others have chosen went through escape_put().  0 or -ENOMEM: then the table
 * is of no use any more.
 */
int table_add_row(struct table *table, const char *const cells[]);

/*
 * Writes the titles and all rows.  @terminal is where the output goes, and NULL
 * if that is no terminal: nothing is cut then.  0 or a negative errno.
 */
int table_put(const struct table *table, struct output *output,
	      const struct terminal *terminal);

#endif
