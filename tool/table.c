// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lists.h"
#include "output.h"
#include "table.h"
#include "terminal.h"
#include "width.h"

#define GAP	 2
#define ELLIPSIS "\u2026"
#define DASHES	 "--------------------------------"

struct table {
	const struct table_column *columns;
	size_t nr_columns;
	/* Row by row; the titles are the first, and dashes the second. */
	struct words cells;
};

/* A line, and the spaces that it owes before its next cell. */
struct line {
	char *to;
	unsigned int owed;
};

static int add_titles(struct table *table)
{
	const char *title;
	size_t i;
	int err = 0;

	for (i = 0; i < table->nr_columns && !err; i++) {
		title = table->columns[i].title;
		err = lists_add_word(&table->cells, title, strlen(title));
	}
	for (i = 0; i < table->nr_columns && !err; i++) {
		title = table->columns[i].title;
		err = lists_add_word(&table->cells, DASHES, strlen(title));
	}

	return err;
}

struct table *table_create(const struct table_column *columns, size_t nr)
{
	struct table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;

	table->columns = columns;
	table->nr_columns = nr;
	if (add_titles(table)) {
		table_destroy(table);
		return NULL;
	}

	return table;
}

void table_destroy(struct table *table)
{
	if (!table)
		return;

	lists_clear_words(&table->cells);
	free(table);
}

int table_add_row(struct table *table, const char *const cells[])
{
	size_t i;
	int err = 0;

	for (i = 0; i < table->nr_columns && !err; i++)
		err = lists_add_word(&table->cells, cells[i], strlen(cells[i]));

	return err;
}

static unsigned int width_of(const char *cell)
{
	unsigned int columns;

	width_fit(cell, strlen(cell), UINT_MAX, &columns);
	return columns;
}

/* A tail is as wide as its title here. */
static void measure(const struct table *table, unsigned int widths[])
{
	unsigned int width;
	size_t column;
	size_t i;

	for (i = 0; i < table->cells.nr; i++) {
		column = i % table->nr_columns;
		if (table->columns[column].style == TABLE_TAIL &&
		    i >= table->nr_columns)
			continue;
		width = width_of(table->cells.at[i]);
		if (width > widths[column])
			widths[column] = width;
	}
}

/* The widest of those that can be narrower, or NULL. */
static unsigned int *find_widest(const struct table *table,
				 unsigned int widths[])
{
	const struct table_column *columns = table->columns;
	unsigned int *widest = NULL;
	size_t i;

	for (i = 0; i < table->nr_columns; i++) {
		if (columns[i].style == TABLE_SHRINKS &&
		    widths[i] > width_of(columns[i].title) &&
		    (!widest || widths[i] > *widest))
			widest = &widths[i];
	}

	return widest;
}

static void shrink(const struct table *table, unsigned int widths[],
		   unsigned int room)
{
	unsigned int total = GAP * (table->nr_columns - 1);
	unsigned int *widest;
	size_t i;

	for (i = 0; i < table->nr_columns; i++)
		total += widths[i];

	for (; total > room; total--) {
		widest = find_widest(table, widths);
		if (!widest)
			break;
		--*widest;
	}
}

static void put_spaces(struct line *line)
{
	memset(line->to, ' ', line->owed);
	line->to += line->owed;
	line->owed = 0;
}

static void put_cell(struct line *line, const char *cell,
		     enum table_style style, unsigned int width)
{
	size_t size = strlen(cell);
	unsigned int columns;
	unsigned int lead;
	size_t fit;

	fit = width_fit(cell, size, width, &columns);
	if (fit < size) {
		fit = width_fit(cell, size, width - 1, &columns);
		columns++;
	}
	lead = style == TABLE_RIGHT ? width - columns : 0;

	line->owed += lead;
	if (size) {
		put_spaces(line);
		line->to = mempcpy(line->to, cell, fit);
	}
	if (fit < size)
		line->to = stpcpy(line->to, ELLIPSIS);
	line->owed += width - columns - lead;
}

static size_t row_size(const struct table *table, const char *const cells[],
		       const unsigned int widths[])
{
	size_t size = strlen("\n");
	size_t i;

	for (i = 0; i < table->nr_columns; i++)
		size += strlen(cells[i]) + strlen(ELLIPSIS) + widths[i] + GAP;

	return size;
}

static int put_row(const struct table *table, struct output *output,
		   const char *const cells[], const unsigned int widths[])
{
	size_t size = row_size(table, cells, widths);
	char *from = output_reserve(output, size);
	struct line line = { .to = from };
	enum table_style style;
	size_t i;

	if (!from)
		return -ENOMEM;

	for (i = 0; i < table->nr_columns; i++) {
		style = table->columns[i].style;
		put_cell(&line, cells[i], style,
			 style == TABLE_TAIL ? width_of(cells[i]) : widths[i]);
		line.owed += GAP;
	}
	*line.to++ = '\n';

	return output_commit(output, line.to - from);
}

int table_put(const struct table *table, struct output *output,
	      const struct terminal *terminal)
{
	unsigned int room = terminal ? terminal_width(terminal) : 0;
	unsigned int *widths = calloc(table->nr_columns, sizeof(*widths));
	const char *const *cells = (const char *const *)table->cells.at;
	size_t i;
	int err = 0;

	if (!widths)
		return -ENOMEM;

	measure(table, widths);
	if (room)
		shrink(table, widths, room);
	for (i = 0; i < table->cells.nr && !err; i += table->nr_columns)
		err = put_row(table, output, cells + i, widths);
	free(widths);

	return err;
}
