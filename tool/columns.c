// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "escape.h"
#include "lists.h"

/* A line of the list. */
#define LIST_LINE_SIZE 81

/* NULL if there is none. */
static const struct field *find(const char *name, size_t size)
{
	const struct field *field;

	for (field = fields; field->name; field++) {
		if (strlen(field->name) == size &&
		    !memcmp(field->name, name, size))
			return field;
	}

	return NULL;
}

static bool has(const struct columns *columns, const struct field *field)
{
	size_t i;

	for (i = 0; i < columns->nr; i++) {
		if (columns->fields[i] == field)
			return true;
	}

	return false;
}

static int add(struct columns *columns, const char *name, size_t size)
{
	const struct field *field = find(name, size);

	if (!field)
		return -EINVAL;
	if (has(columns, field))
		return -EEXIST;

	columns->fields[columns->nr++] = field;
	if (field->has_name)
		columns->names_at[columns->nr_names++] = field->name_at;

	return 0;
}

static int add_all(struct columns *columns, const char *list, const char **bad,
		   size_t *bad_size)
{
	const char *name;
	size_t size;
	int err = 0;

	while (!err && lists_next(&list, &name, &size)) {
		err = add(columns, name, size);
		if (err) {
			*bad = name;
			*bad_size = size;
		}
	}

	return err;
}

int columns_parse(const char *list, struct columns *columns, const char **bad,
		  size_t *bad_size)
{
	columns->nr = 0;
	columns->nr_names = 0;
	if (*list == '+') {
		list++;
		add_all(columns, COLUMNS_DEFAULT, bad, bad_size);
	}

	return add_all(columns, list, bad, bad_size);
}

bool columns_have(const struct columns *columns, const char *name)
{
	return has(columns, find(name, strlen(name)));
}

const char *columns_list(void)
{
	static char list[FIELDS_MAX * LIST_LINE_SIZE];
	const struct field *field;
	size_t size = 0;

	for (field = fields; field->name; field++)
		size += snprintf(list + size, sizeof(list) - size, "%-14s%s\n",
				 field->name, field->description);

	return list;
}

static const char *name_at(const struct names *names, size_t at)
{
	return *(const char *const *)((const char *)names + at);
}

size_t columns_size(const struct columns *columns, const struct line *line)
{
	size_t size = columns->nr * FIELD_SIZE;
	const char *name;
	size_t i;

	for (i = 0; i < columns->nr_names; i++) {
		name = name_at(line->names, columns->names_at[i]);
		if (name)
			size += ESCAPE_SIZE(strlen(name));
	}

	return size;
}

char *columns_put(const struct columns *columns, char *to,
		  const struct line *line)
{
	size_t i;

	for (i = 0; i < columns->nr; i++) {
		to = columns->fields[i]->put(to, line);
		*to++ = '\t';
	}
	to[-1] = '\n';

	return to;
}

char *columns_put_header(const struct columns *columns, char *to)
{
	const char *name;
	size_t i;

	for (i = 0; i < columns->nr; i++) {
		for (name = columns->fields[i]->name; *name; name++)
			*to++ = toupper((unsigned char)*name);
		*to++ = '\t';
	}
	to[-1] = '\n';

	return to;
}
