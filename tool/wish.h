/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_WISH_H
#define CAPTRACE_WISH_H

#include <stdbool.h>

#include "containers.h"

struct hierarchy;
struct names;
struct runtimes;

enum wish_kind {
	WISH_CGROUP,
	WISH_UNIT,
	WISH_CONTAINER,
};

/* A control group that a user wants. */
struct wish {
	struct wish *next;
	enum wish_kind kind;
	/* As the user has given it. */
	char *word;
	/* What to compare with: a path, a unit's whole name, a container. */
	char *name;
};

/*
 * @hierarchy is where it may be, NULL for that of a recording.  0 or a negative
 * errno: -EINVAL for a word that cannot be one of this kind, and the user has
 * been told; -ENOMEM.
 */
int wish_create(struct wish **wish, const struct hierarchy *hierarchy,
		enum wish_kind kind, const char *word);

/* NULL is fine. */
void wish_destroy(struct wish *wish);

/*
 * Whether the control group @path is what is wanted; see containers_match().
 * NULL for runtimes that are not to be asked.
 */
enum containers_match wish_match(const struct wish *wish,
				 struct runtimes *runtimes, const char *path);

/*
 * Whether it is the container that these names say.  Those above it, and
 * control groups, are for wish_match() to tell.
 */
bool wish_is_named(const struct wish *wish, const struct names *names);

#endif
