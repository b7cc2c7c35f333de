// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "columns.h"
#include "outcomes.h"
#include "output.h"
#include "sink.h"
#include "text.h"

struct text {
	struct sink sink;
	struct output *output;
	struct columns columns;
	struct columns outcome_columns;
	/* NULL if they are not wanted. */
	struct outcomes *outcomes;
};

static int add_line(struct text *text, const struct columns *columns,
		    const struct line *line)
{
	char *to = output_reserve(text->output, columns_size(columns, line));

	if (!to)
		return -ENOMEM;

	return output_commit(text->output, columns_put(columns, to, line) - to);
}

static int add_outcomes(struct text *text, const union record *record,
			const struct names *names)
{
	const struct outcome *outcome;
	struct line line;
	int err;

	err = outcomes_take(text->outcomes, record, names);
	while (!err && (outcome = outcomes_next(text->outcomes))) {
		line.check = &outcome->check;
		line.names = &outcome->names;
		line.outcome = &outcome->result;
		err = add_line(text, &text->outcome_columns, &line);
	}

	return err;
}

static int text_record(struct sink *sink, const union record *record,
		       const struct names *names)
{
	const struct line line = { .check = &record->check, .names = names };
	struct text *text = (struct text *)sink;
	int err = 0;

	if (record->head.kind == CAPTRACE_CHECK)
		err = add_line(text, &text->columns, &line);
	if (!err && text->outcomes)
		err = add_outcomes(text, record, names);

	return err;
}

static int text_flush(struct sink *sink)
{
	return output_flush(((struct text *)sink)->output);
}

static void text_destroy(struct sink *sink)
{
	struct text *text = (struct text *)sink;

	outcomes_destroy(text->outcomes);
	free(text);
}

static void set_columns(struct text *text, const struct columns *columns)
{
	if (columns) {
		text->columns = *columns;
		text->outcome_columns = *columns;
	} else {
		columns_parse(COLUMNS_DEFAULT, &text->columns, NULL, NULL);
		columns_parse("+return", &text->outcome_columns, NULL, NULL);
	}
}

int text_create(struct sink **sink, struct output *output,
		const struct text_options *options)
{
	struct text *text = calloc(1, sizeof(*text));

	if (!text)
		return -ENOMEM;

	if (options->outcome) {
		text->outcomes = outcomes_create();
		if (!text->outcomes)
			goto err_free_text;
	}

	set_columns(text, options->columns);
	text->output = output;
	text->sink.live = true;
	text->sink.record = text_record;
	text->sink.flush = text_flush;
	text->sink.destroy = text_destroy;
	*sink = &text->sink;

	return 0;

err_free_text:
	free(text);
	return -ENOMEM;
}
