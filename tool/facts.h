/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FACTS_H
#define CAPTRACE_FACTS_H

/* What whoever holds a capability over the whole system can make of it. */
enum risk {
	/* Nothing to speak of. */
	RISK_LOW,
	/* Disturb others, or see or feign a little of what is theirs. */
	RISK_MEDIUM,
	/* Get at much that is not theirs: often a step on the way to root. */
	RISK_HIGH,
	/* All that root can do. */
	RISK_ROOT,
};

/* What is known of a capability: phrases without a capital or a full stop. */
struct fact {
	const char *name;
	/* The first Linux that has it. */
	const char *since;
	/* In short, of at most 50 characters. */
	const char *allows;
	/* What else it allows, or NULL. */
	const char *details;
	enum risk risk;
	/* Why it is that. */
	const char *why;
	/* System calls that most often ask for it, spaces between. */
	const char *calls;
	/* Capabilities that do for a part of it, spaces between, or NULL. */
	const char *narrower;
	/* How to do without it, or with less; or NULL. */
	const char *instead;
};

/* NULL for a capability of which nothing is known. */
const struct fact *facts_of(unsigned int cap);

/* "low", "medium", ... */
const char *facts_risk(enum risk risk);

#endif
