/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_EVIDENCE_H
#define CAPTRACE_EVIDENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "names.h"
#include "needs.h"
#include "outcomes.h"
#include "record.h"

#define EVIDENCE_CALLS 6

struct evidence_call {
	uint32_t arch;
	int32_t syscall;
	uint64_t granted;
	uint64_t denied;
	/* Of the denied that count: those not known to have gone on. */
	uint64_t failed;
};

/* What is known about one capability.  All zero is nothing. */
struct evidence {
	/* Checks in the phases that were chosen, by result and use. */
	uint64_t granted[NEED_USE_NR];
	uint64_t denied[NEED_USE_NR];
	/* Those that were made in the set-up phase, and in others. */
	uint64_t setup_granted;
	uint64_t setup_denied;
	uint64_t elsewhere;
	/* Of those that count and were denied. */
	uint64_t outcomes[OUTCOME_NR];
	/* It was denied, and a wider one granted in its place. */
	uint64_t replaced;
	/* The wider one, or the narrower; meaningful with those. */
	unsigned int other;
	/* CLOCK_REALTIME. */
	uint64_t first_ns;
	uint64_t last_ns;
	/* The system calls that asked, the first ones; more were there. */
	struct evidence_call calls[EVIDENCE_CALLS];
	unsigned int nr_calls;
	bool more_calls;
	/* Of the first check that has them; NULL where there are none. */
	char *kernel_stack;
	char *user_stack;
};

/* What follows from it. */
enum need {
	/* Nobody has asked for it. */
	NEED_NONE,
	NEED_REQUIRED,
	/* Whatever asked for it was denied, and its call went on. */
	NEED_OPTIONAL,
	/* A narrower one would do, which stands in its place. */
	NEED_ALTERNATIVE,
	NEED_CHILD,
	NEED_OUTSIDE,
	NEED_NOISE,
	NEED_SETUP,
	/* Only in phases that were not chosen. */
	NEED_ELSEWHERE,
};

/*
 * One more check, of a phase that was chosen; it counts what the ledger cannot
 * see from outside: calls, times and stacks.  0 or -ENOMEM.
 */
int evidence_add(struct evidence *evidence, const struct captrace_check *check,
		 enum need_use use, const struct names *names);

/* What became of the call of a check that counts and was denied. */
void evidence_add_outcome(struct evidence *evidence,
			  const struct captrace_check *check,
			  enum outcome_kind outcome);

/* Frees what it owns. */
void evidence_clear(struct evidence *evidence);

enum need evidence_judge(const struct evidence *evidence);

/* One word for it. */
const char *need_name(enum need need);

/* Of all the checks that @evidence counts, in the phases that were chosen. */
uint64_t evidence_granted(const struct evidence *evidence);
uint64_t evidence_denied(const struct evidence *evidence);

#endif
