/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PATTERNS_H
#define CAPTRACE_PATTERNS_H

#include <stdbool.h>
#include <stdio.h>

#include "profile.h"

/* How capabilities are called: CAP_NET_RAW without any of these. */
enum spelling {
	SPELLING_LOWER = 1, /* cap_net_raw */
	SPELLING_BARE = 2,  /* NET_RAW */
};

enum part_flags {
	/* Lists all that this machine knows and that are not required. */
	PART_OTHERS = 1,
	/* Is there only if root starts the program, or somebody else does. */
	PART_ROOT = 2,
	PART_USER = 4,
	/*
	 * Comments on capabilities are here: right below the line of each, or
	 * below the part where that is one line.
	 */
	PART_COMMENTS = 8,
};

/*
 * A part of a profile.  In a text '@' stands for a capability, and '%' for the
 * program.  NULL is nothing.
 */
struct part {
	unsigned int flags;
	const char *before;
	/* For each capability, and what stands between two. */
	const char *each;
	const char *between;
	const char *after;
	/* In place of all these where there is no capability to list. */
	const char *empty;
};

#define PATTERN_PARTS 4

/* What a profile looks like in a format of text. */
struct pattern {
	unsigned int spelling;
	/* Puts the program as it has to be written; for the '%'. */
	void (*put_program)(FILE *to, const struct profile *profile);
	struct part parts[PATTERN_PARTS];
};

/*
 * Writes the profile, and comments on capabilities if they may be there.
 * Errors are for the caller to see by ferror().
 */
void patterns_put(FILE *to, const struct pattern *pattern,
		  const struct profile *profile, bool comments);

#endif
