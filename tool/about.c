// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "about.h"
#include "caps.h"
#include "facts.h"
#include "output.h"
#include "table.h"

#define WIDTH  80
#define INDENT 10

/* Of the list. */
#define COLUMNS 3

uint64_t about_known(void)
{
	uint64_t known = 0;
	unsigned int cap;

	for (cap = 0; facts_of(cap); cap++)
		known |= 1ull << cap;

	return known;
}

/* Bytes of the words of @text that fit; one that is too long is not parted. */
static size_t words_fit(const char *text, size_t room)
{
	size_t fit = strcspn(text, " ");
	size_t word;

	while (text[fit]) {
		word = strcspn(text + fit + 1, " ");
		if (fit + 1 + word > room)
			break;
		fit += 1 + word;
	}

	return fit;
}

/* "label:    text", as many lines as it takes. */
static int put_text(struct output *output, const char *label, const char *text)
{
	char line[WIDTH + sizeof("\n")];
	size_t fit;
	int err = 0;

	while (*text && !err) {
		fit = words_fit(text, WIDTH - INDENT);
		snprintf(line, sizeof(line), "%-*s%.*s\n", INDENT, label,
			 (int)fit, text);
		err = output_add(output, line);
		label = "";
		text += fit + strspn(text + fit, " ");
	}

	return err;
}

static int put_pair(struct output *output, const char *label, const char *first,
		    const char *between, const char *second)
{
	char *text;
	int err;

	if (asprintf(&text, "%s%s%s", first, between, second) < 0)
		return -ENOMEM;

	err = put_text(output, label, text);
	free(text);

	return err;
}

static int put_title(struct output *output, const struct fact *fact,
		     unsigned int cap)
{
	char line[WIDTH];

	snprintf(line, sizeof(line), "%s (%u, since Linux %s)\n", fact->name,
		 cap, fact->since);

	return output_add(output, line);
}

static int put_fact(struct output *output, unsigned int cap)
{
	const struct fact *fact = facts_of(cap);
	int err;

	err = put_title(output, fact, cap);
	if (!err && fact->details)
		err = put_pair(output, "allows:", fact->allows, "; ",
			       fact->details);
	else if (!err)
		err = put_text(output, "allows:", fact->allows);
	if (!err)
		err = put_pair(output, "risk:", facts_risk(fact->risk), ": ",
			       fact->why);
	if (!err)
		err = put_text(output, "calls:", fact->calls);
	if (!err && fact->narrower)
		err = put_text(output, "narrower:", fact->narrower);
	if (!err && fact->instead)
		err = put_text(output, "instead:", fact->instead);

	return err;
}

int about_put(struct output *output, uint64_t caps)
{
	bool first = true;
	unsigned int cap;
	int err = 0;

	for (cap = 0; cap < CAPS_NR && !err; cap++) {
		if (!(caps >> cap & 1))
			continue;
		if (!first)
			err = output_add(output, "\n");
		if (!err)
			err = put_fact(output, cap);
		first = false;
	}

	return err;
}

int about_list(struct output *output, const struct terminal *terminal)
{
	static const struct table_column columns[COLUMNS] = {
		{ "capability", TABLE_LEFT },
		{ "risk", TABLE_LEFT },
		{ "allows to", TABLE_TAIL },
	};
	struct table *table = table_create(columns, COLUMNS);
	const char *cells[COLUMNS];
	const struct fact *fact;
	unsigned int cap;
	int err = table ? 0 : -ENOMEM;

	for (cap = 0; !err && facts_of(cap); cap++) {
		fact = facts_of(cap);
		cells[0] = fact->name;
		cells[1] = facts_risk(fact->risk);
		cells[2] = fact->allows;
		err = table_add_row(table, cells);
	}
	if (!err)
		err = table_put(table, output, terminal);
	table_destroy(table);

	return err;
}
