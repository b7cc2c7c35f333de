// SPDX-License-Identifier: GPL-2.0-only
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "layout.h"
#include "width.h"

#define TAB 8

#define RED   "\033[31m"
#define RESET "\033[m"

/* Where the next character goes. */
struct cursor {
	char *to;
	unsigned int column;
	unsigned int width;
	/* What is left of the line does not fit. */
	bool full;
};

static unsigned int width_of(const struct field *field, enum stamp_style style)
{
	if (!strcmp(field->name, "time"))
		return stamp_width(style);

	return field->width;
}

void layout_init(struct layout *layout, const struct terminal *terminal,
		 const struct columns *columns, enum stamp_style style)
{
	unsigned int stop = 0;
	size_t i;

	*layout = (struct layout){
		.terminal = *terminal,
		.nr_stops = columns->nr,
		.verdict = columns->nr,
	};
	for (i = 0; i < columns->nr; i++) {
		stop += width_of(columns->fields[i], style) + 1;
		layout->stops[i] = stop;
		if (!strcmp(columns->fields[i]->name, "verdict"))
			layout->verdict = i;
	}
}

void layout_measure(struct layout *layout)
{
	layout->width = terminal_width(&layout->terminal);
}

size_t layout_size(const struct layout *layout, size_t size)
{
	return size + layout->stops[layout->nr_stops - 1] + strlen(RED RESET);
}

static void put_text(struct cursor *cursor, const char *from, size_t size)
{
	unsigned int columns;
	size_t fit;

	if (cursor->full)
		return;

	fit = width_fit(from, size, cursor->width - cursor->column, &columns);
	cursor->to = mempcpy(cursor->to, from, fit);
	cursor->column += columns;
	cursor->full = fit < size;
}

/* What has no room for a single character is not there at all. */
static void pad(struct cursor *cursor, unsigned int stop)
{
	if (stop <= cursor->column)
		stop = cursor->column + 1;
	if (stop >= cursor->width) {
		cursor->full = true;
		return;
	}

	while (cursor->column < stop)
		put_text(cursor, " ", 1);
}

static bool is_alarming(const char *verdict, size_t size)
{
	return (size == strlen("denied") && !memcmp(verdict, "denied", size)) ||
	       (size == strlen("failed") && !memcmp(verdict, "failed", size));
}

static void put_field(const struct layout *layout, size_t i,
		      struct cursor *cursor, const char *field, size_t size)
{
	bool red = layout->terminal.colours && i == layout->verdict &&
		   is_alarming(field, size);

	if (red)
		cursor->to = stpcpy(cursor->to, RED);
	put_text(cursor, field, size);
	if (red)
		cursor->to = stpcpy(cursor->to, RESET);
}

static struct cursor cursor_at(const struct layout *layout, char *to)
{
	return (struct cursor){
		.to = to,
		.width = layout->width ? layout->width : UINT_MAX,
	};
}

static void put_fields(const struct layout *layout, struct cursor *cursor,
		       const char *line)
{
	size_t size;
	size_t i;

	for (i = 0; !cursor->full; i++) {
		size = strcspn(line, "\t\n");
		put_field(layout, i, cursor, line, size);
		line += size;
		if (*line++ == '\n' || cursor->full)
			break;
		pad(cursor, layout->stops[i]);
	}
}

char *layout_put(const struct layout *layout, char *to, const char *line)
{
	struct cursor cursor = cursor_at(layout, to);

	put_fields(layout, &cursor, line);
	*cursor.to++ = '\n';

	return cursor.to;
}

char *layout_put_below(const struct layout *layout, char *to, const char *line)
{
	struct cursor cursor = cursor_at(layout, to);

	if (cursor.width > TAB) {
		*cursor.to++ = *line;
		cursor.column = TAB;
	}
	line++;
	put_text(&cursor, line, strcspn(line, "\n"));
	*cursor.to++ = '\n';

	return cursor.to;
}
