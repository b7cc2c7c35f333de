// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "dump.h"
#include "members.h"
#include "output.h"

#define FIRST_ROOM 4096

/* jansson leaves it as it is, but it is a control character. */
#define DELETE	       0x7f
#define DELETE_ESCAPED "\\u007F"

/* By how much a line grows if each DELETE in it is escaped. */
static size_t escaped_growth(const char *line, size_t size)
{
	const char *end = line + size;
	size_t growth = 0;

	while ((line = memchr(line, DELETE, end - line))) {
		growth += strlen(DELETE_ESCAPED) - 1;
		line++;
	}

	return growth;
}

/* From the end on, as what is behind moves.  @size is that of the result. */
static void escape_in_place(char *line, size_t from, size_t size)
{
	while (from < size) {
		if (line[--from] != DELETE) {
			line[--size] = line[from];
			continue;
		}
		size -= strlen(DELETE_ESCAPED);
		memcpy(line + size, DELETE_ESCAPED, strlen(DELETE_ESCAPED));
	}
}

/* The escapes keep lines away from terminals, too, and from U+2028. */
int dump_put(struct output *output, const struct members *members, size_t *room)
{
	size_t dumped, size;
	char *to;

	if (members->failed)
		return -ENOMEM;
	if (!json_object_size(members->object))
		return 0;
	if (!*room)
		*room = FIRST_ROOM;

	for (;;) {
		to = output_reserve(output, *room);
		if (!to)
			return -ENOMEM;
		dumped = json_dumpb(members->object, to, *room,
				    JSON_COMPACT | JSON_ENSURE_ASCII);
		if (!dumped)
			return -ENOMEM;
		size = dumped;
		if (dumped <= *room)
			size += escaped_growth(to, dumped);
		if (size < *room)
			break;
		*room = size + 1;
	}

	escape_in_place(to, dumped, size);
	to[size] = '\n';
	return output_commit(output, size + 1);
}
