// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "recorder.h"
#include "sink.h"

struct recorder {
	struct sink sink;
	struct output *output;
};

static int write_record(struct recorder *recorder, const union record *record)
{
	char *to = output_reserve(recorder->output, sizeof(*record));

	if (!to)
		return -ENOMEM;

	memcpy(to, record, sizeof(*record));
	return output_commit(recorder->output, sizeof(*record));
}

static int recorder_record(struct sink *sink, const union record *record,
			   const struct names *names)
{
	(void)names;

	return write_record((struct recorder *)sink, record);
}

static int recorder_flush(struct sink *sink)
{
	return output_flush(((struct recorder *)sink)->output);
}

static void recorder_destroy(struct sink *sink)
{
	free(sink);
}

int recorder_create(struct sink **sink, struct output *output,
		    struct runtimes *runtimes)
{
	struct recorder *recorder = calloc(1, sizeof(*recorder));

	(void)runtimes;
	if (!recorder)
		return -ENOMEM;

	recorder->output = output;
	recorder->sink.live = true;
	recorder->sink.record = recorder_record;
	recorder->sink.flush = recorder_flush;
	recorder->sink.destroy = recorder_destroy;
	*sink = &recorder->sink;

	return 0;
}
