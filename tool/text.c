// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "columns.h"
#include "escape.h"
#include "frames.h"
#include "layout.h"
#include "outcomes.h"
#include "output.h"
#include "sink.h"
#include "text.h"

struct text {
	struct sink sink;
	struct output *output;
	struct columns columns;
	struct columns outcome_columns;
	/* These are NULL if they are not wanted. */
	struct outcomes *outcomes;
	struct unique *unique;
	struct layout *layout;
	struct stamp *stamp;
	bool kernel_stack;
	bool user_stack;
	/* The width of the terminal is of now. */
	bool measured;
	struct layout the_layout;
	struct stamp the_stamp;
};

/*
 * Room for a line of @size bytes.  On a terminal it stands behind the room for
 * what will be made of it.
 */
static inline char *reserve(struct text *text, size_t size)
{
	size_t ahead = text->layout ? layout_size(text->layout, size) : 0;
	char *to = output_reserve(text->output, ahead + size);

	return to ? to + ahead : NULL;
}

/* @below: not a line with fields, but one below that. */
static int lay_out(struct text *text, size_t size, char *line, bool below)
{
	char *to = line - layout_size(text->layout, size);

	if (!text->measured)
		layout_measure(text->layout);
	text->measured = true;

	line = below ? layout_put_below(text->layout, to, line) :
		       layout_put(text->layout, to, line);

	return output_commit(text->output, line - to);
}

/* @size is as it was for reserve(), which gave @line. */
static inline int commit(struct text *text, size_t size, char *line, char *end)
{
	if (text->layout)
		return lay_out(text, size, line, false);

	return output_commit(text->output, end - line);
}

static int add_line(struct text *text, const struct columns *columns,
		    const struct line *line)
{
	size_t size = columns_size(columns, line);
	char *to = reserve(text, size);

	if (!to)
		return -ENOMEM;

	return commit(text, size, to, columns_put(columns, to, line));
}

static int add_header(struct text *text, const struct columns *columns)
{
	char *to = reserve(text, COLUMNS_HEADER_SIZE);

	if (!to)
		return -ENOMEM;

	return commit(text, COLUMNS_HEADER_SIZE, to,
		      columns_put_header(columns, to));
}

static int add_frame(struct text *text, const char *frame, size_t frame_size)
{
	size_t size = ESCAPE_SIZE(frame_size) + 2;
	char *to = reserve(text, size);
	char *end = to;

	if (!to)
		return -ENOMEM;

	*end++ = '\t';
	end = escape_put(end, frame, frame_size);
	*end++ = '\n';

	if (text->layout)
		return lay_out(text, size, to, true);

	return output_commit(text->output, end - to);
}

static int add_frames(struct text *text, const char *stack)
{
	const char *frame;
	size_t size;
	int err = 0;

	while (!err && stack && frames_next(&stack, &frame, &size))
		err = add_frame(text, frame, size);

	return err;
}

/* False, too, if there is an error. */
static bool is_new(struct text *text, const struct line *line, int *err)
{
	int ret;

	if (!text->unique)
		return true;

	ret = unique_add(text->unique, line);
	if (ret < 0)
		*err = ret;

	return ret > 0;
}

static int add_check(struct text *text, const struct line *line)
{
	int err = 0;

	if (!is_new(text, line, &err))
		return err;

	err = add_line(text, &text->columns, line);
	if (!err && text->kernel_stack)
		err = add_frames(text, line->names->kernel_stack);
	if (!err && text->user_stack)
		err = add_frames(text, line->names->user_stack);

	return err;
}

static int add_outcome(struct text *text, const struct outcome *outcome,
		       const struct names *now)
{
	struct names names = outcome->names;
	const struct line line = {
		.check = &outcome->check,
		.names = &names,
		.outcome = &outcome->result,
		.stamp = text->stamp,
	};
	int err = 0;

	names.realtime_offset_ns = now->realtime_offset_ns;
	if (!is_new(text, &line, &err))
		return err;

	return add_line(text, &text->outcome_columns, &line);
}

static int add_outcomes(struct text *text, const union record *record,
			const struct names *names)
{
	const struct outcome *outcome;
	int err;

	err = outcomes_take(text->outcomes, record, names, NULL);
	while (!err && (outcome = outcomes_next(text->outcomes)))
		err = add_outcome(text, outcome, names);

	return err;
}

static int text_record(struct sink *sink, const union record *record,
		       const struct names *names)
{
	struct text *text = (struct text *)sink;
	const struct line line = {
		.check = &record->check,
		.names = names,
		.stamp = text->stamp,
	};
	int err = 0;

	if (record->head.kind == CAPTRACE_CHECK)
		err = add_check(text, &line);
	if (!err && text->outcomes)
		err = add_outcomes(text, record, names);
	if (text->unique)
		unique_forget(text->unique, record, names);

	return err;
}

static int text_flush(struct sink *sink)
{
	struct text *text = (struct text *)sink;

	text->measured = false;

	return output_flush(text->output);
}

static void text_destroy(struct sink *sink)
{
	struct text *text = (struct text *)sink;

	unique_destroy(text->unique);
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

/* Where they are columns, they are shown already. */
static void set_stacks(struct text *text, const struct text_options *options)
{
	text->kernel_stack = options->kernel_stack &&
			     !columns_have(&text->columns, "kstack");
	text->user_stack = options->user_stack &&
			   !columns_have(&text->columns, "ustack");
}

static void set_stamp(struct text *text, const struct text_options *options)
{
	text->the_stamp.style = options->time;
	text->the_stamp.merged = options->merged;
	if (options->time != STAMP_MONO)
		text->stamp = &text->the_stamp;
}

/* All columns that a line can have. */
static const struct columns *widest(const struct text *text)
{
	return text->outcomes ? &text->outcome_columns : &text->columns;
}

static void set_layout(struct text *text, const struct text_options *options)
{
	if (!options->terminal)
		return;

	layout_init(&text->the_layout, options->terminal, widest(text),
		    options->time);
	text->layout = &text->the_layout;
}

static int prepare(struct text *text, const struct text_options *options)
{
	if (options->outcome) {
		text->outcomes = outcomes_create();
		if (!text->outcomes)
			return -ENOMEM;
	}
	if (options->unique) {
		text->unique = unique_create(options->unique_of);
		if (!text->unique)
			return -ENOMEM;
	}

	set_columns(text, options->columns);
	set_stacks(text, options);
	set_stamp(text, options);
	set_layout(text, options);

	return options->header ? add_header(text, widest(text)) : 0;
}

int text_create(struct sink **sink, struct output *output,
		const struct text_options *options)
{
	struct text *text = calloc(1, sizeof(*text));
	int err;

	if (!text)
		return -ENOMEM;

	text->output = output;
	text->sink.live = true;
	text->sink.named = true;
	text->sink.record = text_record;
	text->sink.flush = text_flush;
	text->sink.destroy = text_destroy;

	err = prepare(text, options);
	if (err) {
		text_destroy(&text->sink);
		return err;
	}

	*sink = &text->sink;
	return 0;
}
