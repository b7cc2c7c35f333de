/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_OUTCOMES_H
#define CAPTRACE_OUTCOMES_H

#include "record.h"
#include "sink.h"

/*
 * What becomes of the system calls in which checks are denied.  Each denied
 * check of a system call has one outcome.  It is unknown where no OUTCOME is
 * announced; when the process ends before it, or the stream; and when too many
 * others wait already.
 */
struct outcomes;

/* What became of a call. */
enum outcome_kind {
	OUTCOME_FAILED,
	OUTCOME_WENT_ON,
	OUTCOME_INTERRUPTED,
	OUTCOME_UNKNOWN,
	OUTCOME_NR,
};

struct outcome {
	struct captrace_check check;
	/* As they were when the check was made. */
	struct names names;
	/* Where it is unknown, its head is of the record that showed it. */
	struct captrace_outcome result;
	/* As it was given with the check. */
	void *of;
};

/* NULL if there is no memory. */
struct outcomes *outcomes_create(void);

/* NULL is fine. */
void outcomes_destroy(struct outcomes *outcomes);

/*
 * The next record in the order of time, of any kind.  @of comes back with the
 * outcome, where it is a denied check.  0 or -ENOMEM.
 */
int outcomes_take(struct outcomes *outcomes, const union record *record,
		  const struct names *names, void *of);

/*
 * The next outcome that has shown with the last record, NULL if there are no
 * more.  Valid until the next call for these outcomes.
 */
const struct outcome *outcomes_next(struct outcomes *outcomes);

enum outcome_kind outcome_kind(const struct captrace_outcome *result);

/* "failed", "went-on", "interrupted" or "unknown". */
const char *outcome_name(enum outcome_kind kind);

/* That of the kind.  It lives for ever. */
const char *outcome_verdict(const struct captrace_outcome *result);

#define OUTCOME_VALUE_SIZE 24

/*
 * What the call returned: the name of an error, else a number; "-" if unknown.
 * Either @buf or a string that lives for ever.
 */
const char *outcome_value(const struct captrace_outcome *result,
			  char buf[static OUTCOME_VALUE_SIZE]);

#endif
