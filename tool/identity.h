/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_IDENTITY_H
#define CAPTRACE_IDENTITY_H

#include <stdbool.h>

#include "names.h"
#include "record.h"

/*
 * The unit and the container that a control group is of.  All zero is none.
 * What is known stays, but for what a recording says, which counts more than
 * all else.
 */
struct identity {
	char *unit;
	/* By enum record_name_of; NULL for what is not known. */
	char *names[RECORD_NAME_POD + 1];
};

/* Frees what it owns, and empties it. */
void identity_clear(struct identity *identity);

/* What a path of the hierarchy says, which is not cut. */
void identity_read(struct identity *identity, const char *path);

/* What a container runtime says; NULL and "" are nothing. */
void identity_tell(struct identity *identity, enum record_name_of of,
		   const char *text);

/* What a recording says.  Any number may come as @of. */
void identity_record(struct identity *identity, enum record_name_of of,
		     const char *text);

/*
 * Fills unit, runtime, container_id, container, image and pod.  They stay the
 * identity's.
 */
void identity_names(const struct identity *identity, struct names *names);

/* The id by which container engines know it; NULL if there is none. */
const char *identity_id(const struct identity *identity);

#endif
