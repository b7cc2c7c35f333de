// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "members.h"
#include "objects.h"
#include "outcomes.h"
#include "output.h"
#include "sink.h"

#define FIRST_ROOM 4096

struct json {
	struct sink sink;
	struct output *output;
	/* NULL if they are not wanted. */
	struct outcomes *outcomes;
	/* Enough for the longest line so far. */
	size_t room;
};

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
static int add_line(struct json *json, const struct members *members)
{
	size_t dumped, size;
	char *to;

	if (members->failed)
		return -ENOMEM;
	if (!json_object_size(members->object))
		return 0;

	for (;;) {
		to = output_reserve(json->output, json->room);
		if (!to)
			return -ENOMEM;
		dumped = json_dumpb(members->object, to, json->room,
				    JSON_COMPACT | JSON_ENSURE_ASCII);
		if (!dumped)
			return -ENOMEM;
		size = dumped;
		if (dumped <= json->room)
			size += escaped_growth(to, dumped);
		if (size < json->room)
			break;
		json->room = size + 1;
	}

	escape_in_place(to, dumped, size);
	to[size] = '\n';
	return output_commit(json->output, size + 1);
}

static int add_record(struct json *json, const union record *record,
		      const struct names *names)
{
	struct members members;
	int err;

	members_begin(&members);
	objects_record(&members, record, names);
	err = add_line(json, &members);
	members_end(&members);

	return err;
}

static int add_outcomes(struct json *json, const union record *record,
			const struct names *names)
{
	const struct outcome *outcome;
	struct members members;
	int err;

	err = outcomes_take(json->outcomes, record, names, NULL);
	while (!err && (outcome = outcomes_next(json->outcomes))) {
		members_begin(&members);
		objects_outcome(&members, outcome);
		err = add_line(json, &members);
		members_end(&members);
	}

	return err;
}

/* The end comes last, behind the outcomes that will not come any more. */
static int json_record(struct sink *sink, const union record *record,
		       const struct names *names)
{
	struct json *json = (struct json *)sink;
	bool ends = record->head.kind == CAPTRACE_END;
	int err = 0;

	if (!ends)
		err = add_record(json, record, names);
	if (!err && json->outcomes)
		err = add_outcomes(json, record, names);
	if (!err && ends)
		err = add_record(json, record, names);

	return err;
}

static int json_flush(struct sink *sink)
{
	return output_flush(((struct json *)sink)->output);
}

static void json_destroy(struct sink *sink)
{
	struct json *json = (struct json *)sink;

	outcomes_destroy(json->outcomes);
	free(json);
}

int json_create(struct sink **sink, struct output *output,
		const struct json_options *options)
{
	struct json *json = calloc(1, sizeof(*json));

	if (!json)
		return -ENOMEM;

	if (options->outcome) {
		json->outcomes = outcomes_create();
		if (!json->outcomes)
			goto err_free_json;
	}

	json->output = output;
	json->room = FIRST_ROOM;
	json->sink.live = true;
	json->sink.named = true;
	json->sink.record = json_record;
	json->sink.flush = json_flush;
	json->sink.destroy = json_destroy;
	*sink = &json->sink;

	return 0;

err_free_json:
	free(json);
	return -ENOMEM;
}
