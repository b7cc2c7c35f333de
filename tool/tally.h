/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TALLY_H
#define CAPTRACE_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "record.h"

/* How often each capability was asked for, by its number. */
struct tally_row {
	uint64_t granted;
	uint64_t denied;
};

/* All zero is an empty one.  Rows may be zero; there are nr_rows of them. */
struct tally {
	struct tally_row *rows;
	size_t nr_rows;
};

/* 0 or -ENOMEM. */
int tally_add(struct tally *tally, const struct captrace_check *check);

/* Frees what the tally owns, and empties it. */
void tally_clear(struct tally *tally);

#endif
