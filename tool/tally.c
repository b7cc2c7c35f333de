// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"

/* What a kernel of today can have; a recording may hold more. */
#define FIRST_ROWS 64

static int tally_grow(struct tally *tally, size_t nr_rows)
{
	struct tally_row *rows;

	if (nr_rows < FIRST_ROWS)
		nr_rows = FIRST_ROWS;

	rows = realloc(tally->rows, nr_rows * sizeof(*rows));
	if (!rows)
		return -ENOMEM;

	memset(rows + tally->nr_rows, 0,
	       (nr_rows - tally->nr_rows) * sizeof(*rows));
	tally->rows = rows;
	tally->nr_rows = nr_rows;

	return 0;
}

int tally_add(struct tally *tally, const struct captrace_check *check)
{
	struct tally_row *row;

	if (check->cap >= tally->nr_rows && tally_grow(tally, check->cap + 1))
		return -ENOMEM;

	row = &tally->rows[check->cap];
	if (check->result)
		row->denied++;
	else
		row->granted++;

	return 0;
}

void tally_clear(struct tally *tally)
{
	free(tally->rows);
	tally->rows = NULL;
	tally->nr_rows = 0;
}
