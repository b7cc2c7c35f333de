// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <pwd.h>
#include <string.h>

#include "lists.h"
#include "users.h"

/* NULL with an errno of 0 is nobody. */
static const struct passwd *look_up(const char *word)
{
	uint64_t uid;

	errno = 0;
	if (lists_number(word, strlen(word), USERS_MAX, &uid))
		return getpwuid(uid);

	return getpwnam(word);
}

/* Several errors mean no more than that there is no such user. */
static int error_of_lookup(void)
{
	switch (errno) {
	case EIO:
	case EINTR:
	case EMFILE:
	case ENFILE:
	case ENOMEM:
		return -errno;
	default:
		return -ENOENT;
	}
}

int users_find(const char *word, struct user *user)
{
	const struct passwd *entry = look_up(word);

	if (!entry)
		return error_of_lookup();
	if (strlen(entry->pw_name) >= sizeof(user->name))
		return -ENOENT;

	user->uid = entry->pw_uid;
	user->gid = entry->pw_gid;
	strcpy(user->name, entry->pw_name);

	return 0;
}
