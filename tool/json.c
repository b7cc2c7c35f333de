// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "dump.h"
#include "json.h"
#include "members.h"
#include "objects.h"
#include "outcomes.h"
#include "output.h"
#include "sink.h"

struct json {
	struct sink sink;
	struct output *output;
	/* NULL if they are not wanted. */
	struct outcomes *outcomes;
	/* See dump_put(). */
	size_t room;
};

static int add_record(struct json *json, const union record *record,
		      const struct names *names)
{
	struct members members;
	int err;

	members_begin(&members);
	objects_record(&members, record, names);
	err = dump_put(json->output, &members, &json->room);
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
		err = dump_put(json->output, &members, &json->room);
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
