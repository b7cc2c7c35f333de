// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dump.h"
#include "members.h"
#include "output.h"
#include "rows.h"
#include "sink.h"
#include "summary.h"

#define NSEC_PER_SEC 1000000000u

struct summary {
	struct sink sink;
	struct output *output;
	struct summary_options options;
	struct ledger *ledger;
	/* At the end: the table, or NULL for JSON. */
	struct table *table;
	bool dates;
	/* See dump_put(). */
	size_t room;
};

static int summary_record(struct sink *sink, const union record *record,
			  const struct names *names)
{
	return ledger_take(((struct summary *)sink)->ledger, record, names);
}

static int summary_flush(struct sink *sink)
{
	return output_flush(((struct summary *)sink)->output);
}

static int add_row(struct summary *summary, const struct row *row)
{
	struct members members;
	int err;

	if (summary->table)
		return rows_add(summary->table, row, summary->dates);

	members_begin(&members);
	rows_put(&members, row);
	err = dump_put(summary->output, &members, &summary->room);
	members_end(&members);

	return err;
}

static int add_rows(struct summary *summary, const struct ledger_group *group,
		    unsigned int cap)
{
	const struct evidence *evidence = group->caps[cap];
	struct row row = {
		.by = summary->options.ledger.by,
		.label = group->label,
		.cap = cap,
		.granted = evidence_granted(evidence),
		.denied = evidence_denied(evidence),
		.need = evidence_judge(evidence),
		.evidence = evidence,
	};
	int err = 0;

	if (row.granted || row.denied)
		err = add_row(summary, &row);

	row.granted = evidence->setup_granted;
	row.denied = evidence->setup_denied;
	row.need = NEED_SETUP;
	row.evidence = NULL;
	if (!err && summary->options.verbose && (row.granted || row.denied))
		err = add_row(summary, &row);

	return err;
}

static int add_group(struct summary *summary, const struct ledger_group *group)
{
	size_t cap;
	int err = 0;

	for (cap = 0; cap < group->nr_caps && !err; cap++) {
		if (group->caps[cap])
			err = add_rows(summary, group, cap);
	}

	return err;
}

/* Numbers by what they are worth. */
static int by_label(const void *a, const void *b)
{
	const struct ledger_group *const *left = a;
	const struct ledger_group *const *right = b;

	return strverscmp((*left)->label, (*right)->label);
}

/* Of some, who was there first tells more. */
static bool has_order(enum group_by by)
{
	return by == GROUP_BY_NOTHING || by == GROUP_BY_PROCESS ||
	       by == GROUP_BY_STACK;
}

static int add_groups(struct summary *summary, const struct ledger_group *first)
{
	const struct ledger_group **sorted;
	size_t nr = ledger_count_groups(first);
	size_t i;
	int err = 0;

	sorted = calloc(nr + 1, sizeof(*sorted));
	if (!sorted)
		return -ENOMEM;

	for (i = 0; i < nr; i++, first = first->next)
		sorted[i] = first;
	if (!has_order(summary->options.ledger.by))
		qsort(sorted, nr, sizeof(*sorted), by_label);
	for (i = 0; i < nr && !err; i++)
		err = add_group(summary, sorted[i]);
	free(sorted);

	return err;
}

static bool is_same_day(uint64_t first_ns, uint64_t last_ns)
{
	time_t first = first_ns / NSEC_PER_SEC;
	time_t last = last_ns / NSEC_PER_SEC;
	struct tm from, to;

	return localtime_r(&first, &from) && localtime_r(&last, &to) &&
	       from.tm_yday == to.tm_yday && from.tm_year == to.tm_year;
}

/* Whether all that is known is of one day. */
static bool is_of_one_day(const struct ledger_group *group)
{
	const struct evidence *evidence;
	uint64_t first_ns = UINT64_MAX;
	uint64_t last_ns = 0;
	size_t cap;

	for (; group; group = group->next) {
		for (cap = 0; cap < group->nr_caps; cap++) {
			evidence = group->caps[cap];
			if (!evidence || !evidence->last_ns)
				continue;
			if (evidence->first_ns < first_ns)
				first_ns = evidence->first_ns;
			if (evidence->last_ns > last_ns)
				last_ns = evidence->last_ns;
		}
	}

	return !last_ns || is_same_day(first_ns, last_ns);
}

static int put_table(struct summary *summary, const struct ledger_group *groups)
{
	struct table_column columns[ROWS_COLUMNS_MAX];
	size_t nr = rows_columns(summary->options.ledger.by, columns);
	int err;

	tzset();
	summary->dates = !is_of_one_day(groups);
	summary->table = table_create(columns, nr);
	if (!summary->table)
		return -ENOMEM;

	err = add_groups(summary, groups);
	if (!err)
		err = table_put(summary->table, summary->output,
				summary->options.terminal);
	table_destroy(summary->table);
	summary->table = NULL;

	return err;
}

static int summary_end(struct sink *sink)
{
	struct summary *summary = (struct summary *)sink;
	const struct ledger_group *groups = ledger_groups(summary->ledger);

	if (summary->options.json)
		return add_groups(summary, groups);

	return put_table(summary, groups);
}

static void summary_destroy(struct sink *sink)
{
	struct summary *summary = (struct summary *)sink;

	ledger_destroy(summary->ledger);
	free(summary);
}

int summary_create(struct sink **sink, struct output *output,
		   const struct summary_options *options)
{
	struct summary *summary = calloc(1, sizeof(*summary));

	if (!summary)
		return -ENOMEM;

	summary->ledger = ledger_create(&options->ledger);
	if (!summary->ledger) {
		free(summary);
		return -ENOMEM;
	}

	summary->options = *options;
	summary->output = output;
	summary->sink.named = true;
	summary->sink.record = summary_record;
	summary->sink.flush = summary_flush;
	summary->sink.end = summary_end;
	summary->sink.destroy = summary_destroy;
	*sink = &summary->sink;

	return 0;
}
