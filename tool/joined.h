/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_JOINED_H
#define CAPTRACE_JOINED_H

#include <stdbool.h>
#include <stddef.h>

#include "record.h"

/* Longer than the longest path, and than any stack. */
#define JOINED_SIZE 16384

/*
 * Text that does not fit one record and goes on in MORE records: that of EXEC,
 * CGROUP, STACK and NAME.  All zero is none.
 */
struct joined {
	bool under_way;
	bool cut;
	size_t wanted;
	size_t size;
	char bytes[JOINED_SIZE];
};

/*
 * The text of this record begins; what was under way before is forgotten.
 * False if records of this kind have none, and none is under way then.
 */
bool joined_begin(struct joined *joined, const union record *record);

/* The next piece; it is nobody's where no text is under way. */
void joined_add(struct joined *joined, const struct captrace_more *more);

/*
 * No piece is missing any more: any record but a MORE says so.  The text, empty
 * where nothing of it is known and with "..." at its end where that is not all
 * of it; NULL if none was under way.  Valid until the next joined_begin().
 */
const char *joined_end(struct joined *joined);

/* What joined_end() has given is all of it. */
bool joined_is_whole(const struct joined *joined);

#endif
