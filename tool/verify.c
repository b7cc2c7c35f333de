// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"
#include "output.h"
#include "sink.h"
#include "syscalls.h"
#include "table.h"
#include "verify.h"

#define COUNT_SIZE 24
#define NOTE_SIZE  128
#define MORE	   "..."
#define NAME_SIZE  48
#define CALLS_SIZE ((EVIDENCE_CALLS + 1) * NAME_SIZE)

static const struct table_column columns[] = {
	{ "capability", TABLE_LEFT },
	{ "failed", TABLE_RIGHT },
	{ "unknown", TABLE_RIGHT },
	{ "calls", TABLE_TAIL },
};

struct verify {
	struct sink sink;
	struct output *output;
	const struct terminal *terminal;
	struct ledger *ledger;
	bool *failed;
};

static int verify_record(struct sink *sink, const union record *record,
			 const struct names *names)
{
	return ledger_take(((struct verify *)sink)->ledger, record, names);
}

static int verify_flush(struct sink *sink)
{
	return output_flush(((struct verify *)sink)->output);
}

/* Denied checks that count, and were not seen to do no harm. */
static uint64_t count_missed(const struct evidence *evidence)
{
	return evidence->denied[NEED_USE_COUNTS] -
	       evidence->outcomes[OUTCOME_WENT_ON];
}

static char *put_call(char *to, const struct evidence_call *call)
{
	char number[SYSCALLS_NUMBER_SIZE];
	const char *name = syscalls_name(call->arch, call->syscall, number);

	return to + snprintf(to, NAME_SIZE, "%.*s,", NAME_SIZE - 2, name);
}

/* Outside of a system call there is nothing that could be seen to end. */
static bool has_missed(const struct evidence_call *call)
{
	return call->failed || (call->syscall == -1 && call->denied);
}

static const char *put_calls(const struct evidence *evidence,
			     char buf[static CALLS_SIZE])
{
	char *to = buf;
	unsigned int i;

	for (i = 0; i < evidence->nr_calls; i++) {
		if (has_missed(&evidence->calls[i]))
			to = put_call(to, &evidence->calls[i]);
	}
	if (evidence->more_calls)
		to = stpcpy(to, MORE ",");
	if (to == buf)
		return "-";

	to[-1] = '\0';
	return buf;
}

static int add_row(struct table *table, unsigned int cap,
		   const struct evidence *evidence)
{
	uint64_t nr_failed = evidence->outcomes[OUTCOME_FAILED];
	char failed[COUNT_SIZE], unknown[COUNT_SIZE];
	char name[CAPS_NAME_SIZE];
	char calls[CALLS_SIZE];
	const char *const cells[] = { caps_name(cap, name), failed, unknown,
				      put_calls(evidence, calls) };

	snprintf(failed, sizeof(failed), "%" PRIu64, nr_failed);
	snprintf(unknown, sizeof(unknown), "%" PRIu64,
		 count_missed(evidence) - nr_failed);

	return table_add_row(table, cells);
}

/* *@nr: of how many capabilities. */
static int add_rows(struct table *table, const struct ledger_group *group,
		    size_t *nr)
{
	const struct evidence *evidence;
	size_t cap;
	int err = 0;

	for (cap = 0; cap < group->nr_caps && !err; cap++) {
		evidence = group->caps[cap];
		if (!evidence || !count_missed(evidence))
			continue;
		++*nr;
		err = add_row(table, cap, evidence);
	}

	return err;
}

static int put_verdict(struct output *output, size_t nr)
{
	char note[NOTE_SIZE];

	if (!nr)
		return output_add(output, "no call failed for want of a "
					  "capability\n");
	if (nr == 1)
		return output_add(output, "1 capability was denied, and calls "
					  "failed\n");

	snprintf(note, sizeof(note),
		 "%zu capabilities were denied, and calls failed\n", nr);

	return output_add(output, note);
}

static int verify_end(struct sink *sink)
{
	struct verify *verify = (struct verify *)sink;
	struct table *table;
	size_t nr = 0;
	int err;

	table = table_create(columns, sizeof(columns) / sizeof(columns[0]));
	if (!table)
		return -ENOMEM;

	err = add_rows(table, ledger_groups(verify->ledger), &nr);
	if (!err && nr)
		err = table_put(table, verify->output, verify->terminal);
	table_destroy(table);
	*verify->failed = nr;

	return err ? err : put_verdict(verify->output, nr);
}

static void verify_destroy(struct sink *sink)
{
	struct verify *verify = (struct verify *)sink;

	ledger_destroy(verify->ledger);
	free(verify);
}

int verify_create(struct sink **sink, struct output *output,
		  const struct verify_options *options, bool *failed)
{
	struct verify *verify = calloc(1, sizeof(*verify));

	if (!verify)
		return -ENOMEM;

	verify->ledger = ledger_create(&options->ledger);
	if (!verify->ledger) {
		free(verify);
		return -ENOMEM;
	}

	*failed = false;
	verify->failed = failed;
	verify->output = output;
	verify->terminal = options->terminal;
	verify->sink.named = true;
	verify->sink.record = verify_record;
	verify->sink.flush = verify_flush;
	verify->sink.end = verify_end;
	verify->sink.destroy = verify_destroy;
	*sink = &verify->sink;

	return 0;
}
