// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "caps.h"
#include "output.h"
#include "sink.h"
#include "summary.h"
#include "tally.h"

#define ROW_SIZE 128

struct summary {
	struct sink sink;
	struct output *output;
	struct tally tally;
};

static int summary_record(struct sink *sink, const union record *record,
			  const struct names *names)
{
	struct summary *summary = (struct summary *)sink;

	(void)names;
	if (record->head.kind != CAPTRACE_CHECK)
		return 0;

	return tally_add(&summary->tally, &record->check);
}

static int summary_flush(struct sink *sink)
{
	return output_flush(((struct summary *)sink)->output);
}

static int add_row(struct output *output, unsigned int cap,
		   const struct tally_row *row)
{
	char name[CAPS_NAME_SIZE];
	char line[ROW_SIZE];

	snprintf(line, sizeof(line), "%-22s %10" PRIu64 " %10" PRIu64 "\n",
		 caps_name(cap, name), row->granted, row->denied);

	return output_add(output, line);
}

static int summary_end(struct sink *sink)
{
	struct summary *summary = (struct summary *)sink;
	const struct tally *tally = &summary->tally;
	size_t cap;
	int err;

	err = output_add(summary->output,
			 "capability                granted     denied\n"
			 "----------                -------     ------\n");

	for (cap = 0; !err && cap < tally->nr_rows; cap++) {
		if (tally->rows[cap].granted || tally->rows[cap].denied)
			err = add_row(summary->output, cap, &tally->rows[cap]);
	}

	return err;
}

static void summary_destroy(struct sink *sink)
{
	struct summary *summary = (struct summary *)sink;

	tally_clear(&summary->tally);
	free(summary);
}

int summary_create(struct sink **sink, struct output *output)
{
	struct summary *summary = calloc(1, sizeof(*summary));

	if (!summary)
		return -ENOMEM;

	summary->output = output;
	summary->sink.record = summary_record;
	summary->sink.flush = summary_flush;
	summary->sink.end = summary_end;
	summary->sink.destroy = summary_destroy;
	*sink = &summary->sink;

	return 0;
}
