/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FORMATS_H
#define CAPTRACE_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "profile.h"

/* A format that profiles can be written in. */
struct format;

/* NULL if there is none of this name. */
const struct format *formats_find(const char *name);

/* A line for each format, with what it is; those not tried out say so. */
const char *formats_list(void);

/* Whether there is a place for the reasons of a profile. */
bool formats_can_explain(const struct format *format);

/*
 * Writes @nr profiles as one document.  Where there are several, each has a
 * name of its own.  0 or a negative errno.
 */
int formats_put(const struct format *format, FILE *to,
		const struct profile *profiles, size_t nr);

/*
 * Writes lines for the user that have no place in the profile itself: what may
 * be left out, and what else it takes to give the program its capabilities.
 * Often there are none.
 */
void formats_put_notes(const struct format *format, FILE *to,
		       const struct profile *profile);

#endif
