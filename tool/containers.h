/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CONTAINERS_H
#define CAPTRACE_CONTAINERS_H

#include <stdbool.h>
#include <stddef.h>

struct runtimes;

enum containers_match {
	CONTAINERS_NO,
	/* Its id begins with the word, as that of others may. */
	CONTAINERS_BEGINS,
	/* The word is its name or its id. */
	CONTAINERS_IS,
};

/*
 * Whether the control group @path is that of a container that a user calls by
 * @word, its name or the first digits of its id.  Control groups below it, and
 * those in which a container engine watches over a container, are not.  Without
 * @runtimes, NULL, only the path speaks.
 */
enum containers_match containers_match(struct runtimes *runtimes,
				       const char *path, const char *word);

/*
 * What the last component of @path says of the container: its name or its id,
 * @size bytes without a NUL.  Two control groups of one container say the same.
 */
const char *containers_name(const char *path, size_t *size);

/* Whether @word is enough of the beginning of an id, of @size bytes. */
bool containers_is_beginning(const char *id, size_t size, const char *word);

#endif
