// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "caps.h"
#include "members.h"
#include "rows.h"
#include "syscalls.h"

#define NSEC_PER_SEC 1000000000u
#define COUNT_SIZE   24
#define MOMENT_SIZE  64
#define UNKNOWN	     "-"

/* Stacks are long, and stand behind the rest. */
static bool comes_last(enum group_by by)
{
	return by == GROUP_BY_STACK;
}

size_t rows_columns(enum group_by by,
		    struct table_column columns[static ROWS_COLUMNS_MAX])
{
	static const struct table_column common[] = {
		{ "capability", TABLE_LEFT }, { "granted", TABLE_RIGHT },
		{ "denied", TABLE_RIGHT },    { "need", TABLE_LEFT },
		{ "first", TABLE_LEFT },      { "last", TABLE_LEFT },
		{ "example", TABLE_LEFT },
	};
	struct table_column *to = columns;

	if (by != GROUP_BY_NOTHING && !comes_last(by))
		*to++ = (struct table_column){ group_name(by), TABLE_SHRINKS };
	to = mempcpy(to, common, sizeof(common));
	if (comes_last(by))
		*to++ = (struct table_column){ group_name(by), TABLE_TAIL };

	return to - columns;
}

static const char *put_count(uint64_t count, char buf[static COUNT_SIZE])
{
	snprintf(buf, COUNT_SIZE, "%" PRIu64, count);
	return buf;
}

/* Where the reader is. */
static const char *put_moment(uint64_t realtime_ns, bool dates,
			      char buf[static MOMENT_SIZE])
{
	time_t seconds = realtime_ns / NSEC_PER_SEC;
	struct tm tm;
	size_t size;

	if (!localtime_r(&seconds, &tm))
		return UNKNOWN;

	if (dates)
		size = strftime(buf, MOMENT_SIZE, "%Y-%m-%d %H:%M:%S", &tm);
	else
		size = strftime(buf, MOMENT_SIZE, "%H:%M:%S", &tm);

	return size ? buf : UNKNOWN;
}

static const char *example_of(const struct row *row,
			      char buf[static SYSCALLS_NUMBER_SIZE])
{
	const struct evidence_call *call = row->evidence->calls;

	return syscalls_name(call->arch, call->syscall, buf);
}

int rows_add(struct table *table, const struct row *row, bool dates)
{
	char granted[COUNT_SIZE], denied[COUNT_SIZE];
	char first[MOMENT_SIZE], last[MOMENT_SIZE];
	char number[SYSCALLS_NUMBER_SIZE];
	char name[CAPS_NAME_SIZE];
	const char *cells[ROWS_COLUMNS_MAX];
	const char **to = cells;

	if (row->by != GROUP_BY_NOTHING && !comes_last(row->by))
		*to++ = row->label;
	*to++ = caps_name(row->cap, name);
	*to++ = put_count(row->granted, granted);
	*to++ = put_count(row->denied, denied);
	*to++ = need_name(row->need);
	if (row->evidence) {
		*to++ = put_moment(row->evidence->first_ns, dates, first);
		*to++ = put_moment(row->evidence->last_ns, dates, last);
		*to++ = example_of(row, number);
	} else {
		*to++ = UNKNOWN;
		*to++ = UNKNOWN;
		*to++ = UNKNOWN;
	}
	if (comes_last(row->by))
		*to++ = row->label;

	return table_add_row(table, cells);
}

static void put_outcomes(struct members *members,
			 const struct evidence *evidence)
{
	struct members outcomes;
	enum outcome_kind kind;

	members_begin(&outcomes);
	for (kind = 0; kind < OUTCOME_NR; kind++)
		members_count(&outcomes, outcome_name(kind),
			      evidence->outcomes[kind]);
	members_object(members, "outcomes", &outcomes);
}

static void put_call(struct members *members, const struct evidence_call *call)
{
	char number[SYSCALLS_NUMBER_SIZE];
	char abi[SYSCALLS_ABI_SIZE];
	const char *name = syscalls_name(call->arch, call->syscall, number);
	struct members inner;

	members_begin(&inner);
	if (call->syscall != -1) {
		members_number(&inner, "syscall", call->syscall);
		members_word(&inner, "syscall_name",
			     name == number ? NULL : name);
		members_number(&inner, "arch", call->arch);
		members_word(&inner, "abi",
			     syscalls_abi(call->arch, call->syscall, abi));
	}
	members_count(&inner, "granted", call->granted);
	members_count(&inner, "denied", call->denied);
	members_append(members, "calls", &inner);
}

static void put_evidence(struct members *members,
			 const struct evidence *evidence)
{
	unsigned int i;

	if (evidence_denied(evidence))
		put_outcomes(members, evidence);
	members_time(members, "first", evidence->first_ns);
	members_time(members, "last", evidence->last_ns);
	for (i = 0; i < evidence->nr_calls; i++)
		put_call(members, &evidence->calls[i]);
	members_flag(members, "more_calls", evidence->more_calls);
}

void rows_put(struct members *members, const struct row *row)
{
	char name[CAPS_NAME_SIZE];

	members_word(members, "kind", "summary");
	if (row->by != GROUP_BY_NOTHING)
		members_word(members, "by", group_name(row->by));
	members_string(members, "group", row->label);
	members_number(members, "cap", row->cap);
	members_word(members, "cap_name", caps_name(row->cap, name));
	members_count(members, "granted", row->granted);
	members_count(members, "denied", row->denied);
	members_word(members, "need", need_name(row->need));
	if (row->evidence)
		put_evidence(members, row->evidence);
}
