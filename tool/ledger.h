/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LEDGER_H
#define CAPTRACE_LEDGER_H

#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>

#include "evidence.h"
#include "groups.h"
#include "phases.h"

/* What the checks of a trace say of each capability, group by group. */
struct ledger;

struct ledger_options {
	enum group_by by;
	/* What is traced is a control group, see phases_create(). */
	bool by_cgroup;
	/* 1 << enum phase, of those that count; 0 for all but the set-up. */
	unsigned int phases;
};

/* Of one process, container, ...; or of all, where nothing is put apart. */
struct ledger_group {
	struct ledger_group *next;
	/* Safe to print; NULL for all. */
	char *label;
	/* What it began with; NULL if that is not known. */
	const struct phase_root *root;
	/* By number; NULL for those that nobody has asked for. */
	size_t nr_caps;
	struct evidence **caps;
};

/* NULL if there is no memory. */
struct ledger *ledger_create(const struct ledger_options *options);

/* NULL is fine. */
void ledger_destroy(struct ledger *ledger);

/* The next record in the order of time, of any kind.  0 or -ENOMEM. */
int ledger_take(struct ledger *ledger, const union record *record,
		const struct names *names);

/* Whether a process, after its last record, is past the set-up. */
bool ledger_runs(const struct ledger *ledger, const struct captrace_who *who,
		 const struct names *names);

/*
 * The groups, in the order in which they showed; valid until the next call.
 * Where nothing is put apart there is always one.
 */
const struct ledger_group *ledger_groups(struct ledger *ledger);

/* How many they are, from @first on. */
size_t ledger_count_groups(const struct ledger_group *first);

/* The capabilities that a set can hold and that are @need. */
uint64_t ledger_group_caps(const struct ledger_group *group, enum need need);

#endif
