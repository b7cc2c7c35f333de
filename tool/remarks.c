// SPDX-License-Identifier: GPL-2.0-only
#include <limits.h>
#include <string.h>

#include "escape.h"
#include "remarks.h"

void remarks_put(FILE *to, const char *indent, size_t size, const char *lines)
{
	const char *end;

	for (;; lines = end + 1) {
		end = strchrnul(lines, '\n');
		fprintf(to, "%.*s# %.*s\n", (int)size, indent,
			(int)(end - lines), lines);
		if (!*end)
			return;
	}
}

/* Nothing that is looked at here is longer than a path. */
void remarks_put_escaped(FILE *to, const char *text)
{
	char escaped[ESCAPE_SIZE(PATH_MAX)];
	char *end = escape_put(escaped, text, strnlen(text, PATH_MAX));

	fwrite(escaped, 1, end - escaped, to);
}

const char *remarks_optional(unsigned int cap,
			     char buf[static REMARKS_OPTIONAL_SIZE])
{
	char name[CAPS_NAME_SIZE];

	snprintf(buf, REMARKS_OPTIONAL_SIZE,
		 "optional: %s: denied, and every such call went on",
		 caps_name(cap, name));

	return buf;
}
