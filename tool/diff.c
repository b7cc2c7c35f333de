// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include "caps.h"
#include "diff.h"
#include "output.h"
#include "syscalls.h"
#include "table.h"

static const struct table_column columns[] = {
	{ "", TABLE_LEFT },	   { "capability", TABLE_LEFT },
	{ "before", TABLE_LEFT },  { "after", TABLE_LEFT },
	{ "example", TABLE_LEFT },
};

#define NR_COLUMNS (sizeof(columns) / sizeof(columns[0]))

static const struct evidence *evidence_of(const struct ledger_group *group,
					  size_t cap)
{
	return cap < group->nr_caps ? group->caps[cap] : NULL;
}

static enum need need_of(const struct evidence *evidence)
{
	return evidence ? evidence_judge(evidence) : NEED_NONE;
}

/* What is worth the same makes no difference. */
static unsigned int weight_of(enum need need)
{
	switch (need) {
	case NEED_REQUIRED:
		return 2;
	case NEED_OPTIONAL:
		return 1;
	default:
		return 0;
	}
}

static int add_row(struct table *table, unsigned int cap,
		   const struct evidence *before, const struct evidence *after)
{
	enum need from = need_of(before);
	enum need to = need_of(after);
	bool more = weight_of(to) > weight_of(from);
	const struct evidence *evidence = more ? after : before;
	char number[SYSCALLS_NUMBER_SIZE];
	char name[CAPS_NAME_SIZE];
	const char *const cells[] = {
		more ? "+" : "-",
		caps_name(cap, name),
		need_name(from),
		need_name(to),
		syscalls_name(evidence->calls[0].arch,
			      evidence->calls[0].syscall, number),
	};

	return table_add_row(table, cells);
}

/* *@nr: how many have changed. */
static int add_rows(struct table *table, const struct ledger_group *before,
		    const struct ledger_group *after, size_t *nr, bool *has_new)
{
	const struct evidence *from, *to;
	size_t cap;
	int err = 0;

	for (cap = 0; !err && (cap < before->nr_caps || cap < after->nr_caps);
	     cap++) {
		from = evidence_of(before, cap);
		to = evidence_of(after, cap);
		if (weight_of(need_of(from)) == weight_of(need_of(to)))
			continue;
		*has_new |= need_of(to) == NEED_REQUIRED;
		++*nr;
		err = add_row(table, cap, from, to);
	}

	return err;
}

int diff_put(struct output *output, const struct ledger_group *before,
	     const struct ledger_group *after, const struct terminal *terminal,
	     bool *has_new)
{
	struct table *table = table_create(columns, NR_COLUMNS);
	size_t nr = 0;
	int err;

	if (!table)
		return -ENOMEM;

	*has_new = false;
	err = add_rows(table, before, after, &nr, has_new);
	if (!err && nr)
		err = table_put(table, output, terminal);
	else if (!err)
		err = output_add(output, "no capability began or ceased to be "
					 "needed\n");
	table_destroy(table);

	return err;
}
