/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LAYOUT_H
#define CAPTRACE_LAYOUT_H

#include <stddef.h>

#include "columns.h"
#include "stamp.h"
#include "terminal.h"

/* Lines as they are on a terminal: one below the other, and none too long. */
struct layout {
	struct terminal terminal;
	/* Of the terminal; 0 while it has to be asked for, or is not known. */
	unsigned int width;
	/* Where the fields behind each end. */
	size_t nr_stops;
	unsigned int stops[FIELDS_MAX];
	/* The field in which red is for what went wrong. */
	size_t verdict;
};

void layout_init(struct layout *layout, const struct terminal *terminal,
		 const struct columns *columns, enum stamp_style style);

/* Asks for the width of the terminal, which may change between lines. */
void layout_measure(struct layout *layout);

/* Room that the next ones need at most for a line of @size bytes. */
size_t layout_size(const struct layout *layout, size_t size);

/*
 * Takes a line of columns_put() or columns_put_header() and writes it as it is
 * on the terminal, at most as wide, with its newline.  Returns the end.
 */
char *layout_put(const struct layout *layout, char *to, const char *line);

/* The same for a line below one, which begins with a tab. */
char *layout_put_below(const struct layout *layout, char *to, const char *line);

#endif
