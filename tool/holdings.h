/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_HOLDINGS_H
#define CAPTRACE_HOLDINGS_H

#include <stdbool.h>
#include <stdint.h>

/* The sets of capabilities that a process has. */
enum holding {
	HOLDING_EFFECTIVE,
	HOLDING_PERMITTED,
	HOLDING_INHERITABLE,
	HOLDING_AMBIENT,
	HOLDING_BOUNDING,
	HOLDING_NR,
};

struct holdings {
	uint64_t sets[HOLDING_NR];
};

/*
 * Adds what the threads of a process hold at this moment, as procfs at @proc
 * says.  False if there is no such process.
 */
bool holdings_add(struct holdings *holdings, const char *proc, uint32_t tgid);

/* "effective", ... */
const char *holding_name(enum holding holding);

#endif
