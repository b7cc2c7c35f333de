/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_NEEDS_H
#define CAPTRACE_NEEDS_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

/* What a check is to the profile of what made it. */
enum need_use {
	/* It was granted the capability, or kept from something. */
	NEED_USE_COUNTS,
	/* A narrower capability, asked for right before, would have done. */
	NEED_USE_WIDE,
	/* Only against a user namespace of its own making. */
	NEED_USE_CHILD,
	/* Denied, and no capability would have helped. */
	NEED_USE_OUTSIDE,
	/* The kernel asked for itself, or did not mind the answer. */
	NEED_USE_NOISE,
	NEED_USE_NR,
};

/*
 * Of a check by a process whose home is user namespace @home.  Whether it is
 * wide is not for one check to tell.
 */
enum need_use needs_use(const struct captrace_check *check, uint32_t home);

/* Whether the kernel asks for @wide only where @narrow was denied. */
bool needs_is_narrower(unsigned int narrow, unsigned int wide);

#endif
