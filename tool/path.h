/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PATH_H
#define CAPTRACE_PATH_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "record.h"

/*
 * The path of an EXEC or CGROUP, which may go on in MORE records.  All zero is
 * none.
 */
struct path {
	bool under_way;
	bool cut;
	size_t wanted;
	size_t size;
	char bytes[PATH_MAX * 2];
};

/* @record is an EXEC or a CGROUP.  What was under way before is forgotten. */
void path_begin(struct path *path, const union record *record);

/* The next piece; it is nobody's where no path is under way. */
void path_add(struct path *path, const struct captrace_more *more);

/*
 * No piece is missing any more: any record but a MORE says so.  The path, empty
 * where nothing of it is known and with "..." at its end where that is not all
 * of it; NULL if none was under way.  Valid until the next path_begin().
 */
const char *path_end(struct path *path);

#endif
