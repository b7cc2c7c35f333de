/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_UNITS_H
#define CAPTRACE_UNITS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether @size bytes end as the names of systemd's units do. */
bool units_has_suffix(const char *name, size_t size);

/*
 * The whole name of the unit that a user calls by @word: without a suffix it is
 * a service.  For the caller to free; NULL if there is no memory.
 */
char *units_name(const char *word);

/* Whether the control group @path is that of the unit of this whole name. */
bool units_match(const char *path, const char *name);

/*
 * The unit that a process in the control group @path is in, as systemd would
 * say: never one inside of another, such as those of a system in a container,
 * but for a user's own below a user's manager.  @size bytes without a NUL; NULL
 * for none.
 */
const char *units_find(const char *path, size_t *size);

#endif
