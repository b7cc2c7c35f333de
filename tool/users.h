/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_USERS_H
#define CAPTRACE_USERS_H

#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

/* The highest user id; the one above means nobody to the kernel. */
#define USERS_MAX (UINT32_MAX - 1)

/* A user that the system knows. */
struct user {
	uid_t uid;
	gid_t gid;
	char name[LOGIN_NAME_MAX];
};

/*
 * Finds a user by name or by number.  0 or a negative errno: -ENOENT if there
 * is no such user.
 */
int users_find(const char *word, struct user *user);

#endif
