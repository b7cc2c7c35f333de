/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PRIVILEGES_H
#define CAPTRACE_PRIVILEGES_H

#include <stdbool.h>

#include "caps.h"
#include "users.h"

/* With what a command starts.  All zero is: with what we have. */
struct privileges {
	bool has_user;
	struct user user;
	/* Exactly these, in each of the sets that a process has. */
	struct caps caps;
	bool no_new_privs;
};

enum privileges_step {
	PRIVILEGES_GIVE_CAP,
	PRIVILEGES_TAKE_CAP,
	PRIVILEGES_SET_CAPS,
	PRIVILEGES_SET_GROUPS,
	PRIVILEGES_SET_USER,
	PRIVILEGES_NO_NEW_PRIVS,
};

/* The step that failed, and the capability where it was about one. */
struct privileges_refusal {
	enum privileges_step step;
	unsigned int cap;
};

/*
 * In a child that is to run a program: from the next execve() on it has these
 * privileges.  0, or a negative errno and *@refusal.
 */
int privileges_assume(const struct privileges *privileges,
		      struct privileges_refusal *refusal);

#endif
