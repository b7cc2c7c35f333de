/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ROWS_H
#define CAPTRACE_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "evidence.h"
#include "groups.h"
#include "table.h"

struct members;

/* A row of a summary: what is known about a capability in a group. */
struct row {
	enum group_by by;
	/* Of the group; NULL for all. */
	const char *label;
	unsigned int cap;
	uint64_t granted;
	uint64_t denied;
	enum need need;
	/* NULL where it is about the set-up, of which only this is known. */
	const struct evidence *evidence;
};

#define ROWS_COLUMNS_MAX 8

/* The columns of a table of such rows; gives how many they are. */
size_t rows_columns(enum group_by by,
		    struct table_column columns[static ROWS_COLUMNS_MAX]);

/* @dates: the time of day alone would not tell.  0 or -ENOMEM. */
int rows_add(struct table *table, const struct row *row, bool dates);

/* The same for JSON, see captrace(5). */
void rows_put(struct members *members, const struct row *row);

#endif
