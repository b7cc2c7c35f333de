/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_COMPONENT_H
#define CAPTRACE_COMPONENT_H

#include <stdbool.h>
#include <stddef.h>

/* What is between two slashes of a path, without a NUL. */
struct component {
	const char *at;
	size_t size;
};

/*
 * On to the next one; one of no size at the beginning of a path leads to the
 * first.  False behind the last.
 */
bool component_next(struct component *component);

/*
 * What is left of @path behind @top, with its slash: "/" where they are the
 * same.  NULL where the one is not in the other.  @top does not end in a slash.
 */
const char *component_below(const char *top, const char *path);

bool component_is(const struct component *component, const char *text);

#endif
