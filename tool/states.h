/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STATES_H
#define CAPTRACE_STATES_H

#include <stdbool.h>

struct hierarchy;

/*
 * Whether crun or runc, whose directories are in @root, has put the container
 * @name into the control group @path.
 */
bool states_place(const char *root, const struct hierarchy *hierarchy,
		  const char *name, const char *path);

#endif
