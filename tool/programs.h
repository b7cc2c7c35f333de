/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PROGRAMS_H
#define CAPTRACE_PROGRAMS_H

#include <stdio.h>

#include "profile.h"

/*
 * How a profile writes the program that it is for.  One that is not known, or
 * whose path has control characters, becomes a word in its place that the user
 * has to replace.
 */

/* As a word of a shell. */
void programs_put_word(FILE *to, const struct profile *profile);

/* As the head of a profile of AppArmor: its name, and the path if known. */
void programs_put_head(FILE *to, const struct profile *profile);

#endif
