/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PROFILE_H
#define CAPTRACE_PROFILE_H

#include <stdint.h>

#include "caps.h"

/*
 * What is to be written into the profile of a process, a container or a
 * service.  Strings are the owner's, and others have chosen what is in them.
 */
struct profile {
	/* Whose it is, where it is one of several; NULL if it is of all. */
	const char *name;
	/* Path of the program that was started, NULL where it is not known. */
	const char *exe;
	/* Effective user id with which that was. */
	uint32_t uid;
	/* What it is to have. */
	uint64_t required;
	/* What it was denied and went on without; it may be left out. */
	uint64_t optional;
	/*
	 * Why, of each capability that is in one of the two: lines with
	 * newlines between, none behind the last; what others have chosen in
	 * them is escaped.  NULL where nobody has asked.
	 */
	const char *reasons[CAPS_NR];
};

#endif
