/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_UNIQUE_H
#define CAPTRACE_UNIQUE_H

#include "fields.h"

/* What has its own first time. */
enum unique_of {
	UNIQUE_PROCESS,
	/* The path of an executable, or else comm. */
	UNIQUE_EXE,
	/* Or the control group, where there is no container. */
	UNIQUE_CONTAINER,
};

/*
 * What was shown already: the same capability and verdict of the same process,
 * executable or container.
 */
struct unique;

/* By its name: process, exe or container.  0 or -EINVAL. */
int unique_parse(const char *name, enum unique_of *of);

/* NULL if there is no memory. */
struct unique *unique_create(enum unique_of of);

/* NULL is fine. */
void unique_destroy(struct unique *unique);

/* 1 if there was no line like this one; 0; or -ENOMEM. */
int unique_add(struct unique *unique, const struct line *line);

/*
 * Any record, when its lines have been added: of a process that has ended
 * nothing is kept.
 */
void unique_forget(struct unique *unique, const union record *record,
		   const struct names *names);

#endif
