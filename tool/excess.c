// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"
#include "census.h"
#include "excess.h"
#include "output.h"
#include "sink.h"
#include "table.h"

#define COUNT_SIZE 8
#define NOTE_SIZE  128
#define ALL_BUT	   "all but "

/* Names with commas behind them, of all that a set can hold. */
#define DROP_SIZE (sizeof(ALL_BUT) + CAPS_NR * CAPS_NAME_SIZE)

static const struct table_column columns[] = {
	{ "set", TABLE_LEFT },
	{ "holds", TABLE_RIGHT },
	{ "used", TABLE_RIGHT },
	{ "drop", TABLE_TAIL },
};

struct excess {
	struct sink sink;
	struct output *output;
	const struct terminal *terminal;
	struct ledger *ledger;
	struct census census;
};

/*
 * A control group shows others, too, which may come into it: only a check says
 * that a process is there.
 */
static bool is_ours(const struct excess *excess, const struct captrace_who *who,
		    unsigned int kind)
{
	return !excess->census.hierarchy || kind == CAPTRACE_CHECK ||
	       census_knows(&excess->census, who);
}

static int excess_record(struct sink *sink, const union record *record,
			 const struct names *names)
{
	struct excess *excess = (struct excess *)sink;
	const struct captrace_who *who = record_who(record);
	unsigned int kind = record->head.kind;
	int err;

	err = ledger_take(excess->ledger, record, names);
	if (err || !who)
		return err;

	if (kind == CAPTRACE_EXIT)
		census_forget(&excess->census, who);
	else if (is_ours(excess, who, kind) &&
		 ledger_runs(excess->ledger, who, names))
		err = census_meet(&excess->census, who, kind == CAPTRACE_EXEC);
	if (!err && kind == CAPTRACE_CHECK)
		err = census_add_cgroup(&excess->census, who->cgroup_id);

	return err;
}

static int excess_flush(struct sink *sink)
{
	return output_flush(((struct excess *)sink)->output);
}

static unsigned int count(uint64_t mask)
{
	return __builtin_popcountll(mask);
}

static char *put_names(char *to, uint64_t mask)
{
	char name[CAPS_NAME_SIZE];
	unsigned int cap;

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (!(mask & 1ull << cap))
			continue;
		to = stpcpy(to, caps_name(cap, name));
		*to++ = ',';
	}
	*--to = '\0';

	return to;
}

/* The shorter one of two ways to say it. */
static const char *put_drop(uint64_t held, uint64_t used,
			    char buf[static DROP_SIZE])
{
	uint64_t kept = held & used;
	uint64_t dropped = held & ~used;

	if (!dropped)
		return "-";
	if (!kept)
		return "all";

	if (count(kept) < count(dropped))
		put_names(stpcpy(buf, ALL_BUT), kept);
	else
		put_names(buf, dropped);

	return buf;
}

static int add_set(struct table *table, const char *name, uint64_t held,
		   uint64_t used)
{
	char holds[COUNT_SIZE];
	char uses[COUNT_SIZE];
	char drop[DROP_SIZE];
	const char *const cells[] = { name, holds, uses,
				      put_drop(held, used, drop) };

	snprintf(holds, sizeof(holds), "%u", count(held));
	snprintf(uses, sizeof(uses), "%u", count(held & used));

	return table_add_row(table, cells);
}

static int put_table(struct excess *excess)
{
	const struct ledger_group *group = ledger_groups(excess->ledger);
	uint64_t used = ledger_group_caps(group, NEED_REQUIRED);
	struct table *table;
	size_t i;
	int err = 0;

	table = table_create(columns, sizeof(columns) / sizeof(columns[0]));
	if (!table)
		return -ENOMEM;

	for (i = 0; i < HOLDING_NR && !err; i++)
		err = add_set(table, holding_name(i),
			      excess->census.holdings.sets[i], used);
	if (!err)
		err = table_put(table, excess->output, excess->terminal);
	table_destroy(table);

	return err;
}

static int put_missed(struct excess *excess)
{
	char note[NOTE_SIZE];

	if (excess->census.nr_missed == 1)
		strcpy(note, "1 process ended before its sets could be read\n");
	else
		snprintf(note, sizeof(note),
			 "%zu processes ended before their sets could be "
			 "read\n",
			 excess->census.nr_missed);

	return output_add(excess->output, note);
}

static int excess_end(struct sink *sink)
{
	struct excess *excess = (struct excess *)sink;
	int err;

	err = census_end(&excess->census);
	if (err)
		return err;

	if (!excess->census.nr_seen && !excess->census.nr_missed)
		return output_add(excess->output, "no process was seen\n");

	if (excess->census.nr_seen)
		err = put_table(excess);
	if (!err && excess->census.nr_missed)
		err = put_missed(excess);

	return err;
}

static void excess_destroy(struct sink *sink)
{
	struct excess *excess = (struct excess *)sink;

	ledger_destroy(excess->ledger);
	census_clear(&excess->census);
	free(excess);
}

int excess_create(struct sink **sink, struct output *output,
		  const struct excess_options *options)
{
	struct excess *excess = calloc(1, sizeof(*excess));

	if (!excess)
		return -ENOMEM;

	excess->output = output;
	excess->census.proc = options->proc;
	excess->census.hierarchy = options->hierarchy;
	excess->terminal = options->terminal;
	excess->sink.named = true;
	excess->sink.record = excess_record;
	excess->sink.flush = excess_flush;
	excess->sink.end = excess_end;
	excess->sink.destroy = excess_destroy;
	excess->ledger = ledger_create(&options->ledger);
	if (!excess->ledger || census_init(&excess->census) ||
	    (options->pids &&
	     census_meet_all(&excess->census, options->pids))) {
		excess_destroy(&excess->sink);
		return -ENOMEM;
	}
	*sink = &excess->sink;

	return 0;
}
