// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "lines.h"

bool captrace_lines_begin(struct captrace_lines *lines)
{
	*lines = (struct captrace_lines){
		.text = kmalloc(CAPTRACE_LINES_MAX + 1, GFP_KERNEL),
	};

	return lines->text;
}

/* One byte stays for the newline of a text that is cut. */
static void lines_put(struct captrace_lines *lines, char c)
{
	if (lines->size + 1 < CAPTRACE_LINES_MAX)
		lines->text[lines->size++] = c;
	else
		lines->cut = true;
}

void captrace_lines_add(struct captrace_lines *lines, const char *string)
{
	while (*string)
		lines_put(lines, *string++);
}

void captrace_lines_add_escaped(struct captrace_lines *lines,
				const char *string)
{
	char octal[5];

	for (; *string; string++) {
		if (*string != '\n' && *string != '\\') {
			lines_put(lines, *string);
			continue;
		}
		snprintf(octal, sizeof(octal), "\\%03o", *string);
		captrace_lines_add(lines, octal);
	}
}

void captrace_lines_next(struct captrace_lines *lines)
{
	if (lines->cut)
		return;

	lines->line = lines->size;
	lines_put(lines, '\n');
}

char *captrace_lines_end(struct captrace_lines *lines, bool cut)
{
	size_t size = lines->size;
	char *text;

	if (lines->cut)
		size = lines->line;
	if (cut || lines->cut)
		lines->text[size++] = '\n';
	lines->text[size] = 0;
	text = kstrdup(lines->text, GFP_KERNEL);
	kfree(lines->text);

	return text;
}
