/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_OBJECTS_H
#define CAPTRACE_OBJECTS_H

#include "names.h"
#include "record.h"

struct members;
struct outcome;

/*
 * What is to be said of a record in JSON; nothing of those that are not for
 * users.
 */
void objects_record(struct members *members, const union record *record,
		    const struct names *names);

/* What became of a denied check. */
void objects_outcome(struct members *members, const struct outcome *outcome);

#endif
