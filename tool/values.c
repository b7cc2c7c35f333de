// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>
#include <string.h>

#include <linux/captrace.h>

#include "about.h"
#include "diag.h"
#include "formats.h"
#include "help.h"
#include "phases.h"
#include "values.h"

int values_add_pids(struct numbers *pids, const char *list)
{
	const char *word;
	uint64_t pid;
	size_t size;
	int err;

	while (lists_next(&list, &word, &size)) {
		if (!lists_number(word, size, INT_MAX, &pid) || !pid) {
			diag("'%.*s' is not a process id: " HELP_HINT,
			     (int)size, word);
			return -EINVAL;
		}
		err = lists_add_number(pids, pid);
		if (err)
			return err;
	}

	return 0;
}

/* A path may have a comma in it. */
int values_add_path(struct words *paths, const char *path)
{
	if (!*path) {
		diag("an empty path names no control group: " HELP_HINT);
		return -EINVAL;
	}

	return lists_add_word(paths, path, strlen(path));
}

int values_add_names(struct words *names, const char *list, const char *what)
{
	const char *all = list;
	const char *word;
	size_t size;
	int err;

	while (lists_next(&list, &word, &size)) {
		if (!size) {
			diag("an empty word in '%s' names no %s: " HELP_HINT,
			     all, what);
			return -EINVAL;
		}
		err = lists_add_word(names, word, size);
		if (err)
			return err;
	}

	return 0;
}

int values_find_user(struct user *user, const char *word)
{
	int err = users_find(word, user);

	if (err == -ENOENT)
		diag("there is no user '%s'", word);
	else if (err)
		diag_errno(err, "cannot look up user '%s'", word);

	return err ? -EINVAL : 0;
}

/* Only a number can be that of a user whom the system does not know. */
static int add_uid(struct numbers *uids, const char *word)
{
	struct user user;
	uint64_t uid;
	int err;

	if (!lists_number(word, strlen(word), USERS_MAX, &uid)) {
		err = values_find_user(&user, word);
		if (err)
			return err;
		uid = user.uid;
	}

	return lists_add_number(uids, uid);
}

int values_add_uids(struct numbers *uids, const char *list)
{
	struct words words = { .nr = 0 };
	size_t i;
	int err;

	err = values_add_names(&words, list, "user");
	for (i = 0; i < words.nr && !err; i++)
		err = add_uid(uids, words.at[i]);
	lists_clear_words(&words);

	return err;
}

int values_choose_caps(struct caps *caps, const char *list, uint64_t all)
{
	const char *bad;

	if (!caps_choose(caps, list, all, &bad))
		return 0;

	diag("'%.*s' is not a capability: see capabilities(7) for their names",
	     (int)strcspn(bad, ","), bad);
	return -EINVAL;
}

int values_choose_about(struct caps *caps, const char *list)
{
	int err = values_choose_caps(caps, list, about_known());

	if (!err && caps->mask & ~about_known()) {
		diag("captrace knows nothing about some of '%s': it is too new",
		     list);
		return -EINVAL;
	}

	return err;
}

int values_choose_time(enum stamp_style *style, const char *word)
{
	int err = stamp_parse(word, style);

	if (err)
		diag("--time takes mono, wall or delta, not '%s'", word);

	return err;
}

int values_choose_unique(enum unique_of *of, const char *word)
{
	int err = word ? unique_parse(word, of) : 0;

	if (err)
		diag("--unique= takes process, exe or container, not '%s'",
		     word);

	return err;
}

int values_find_buffer(unsigned int *records, const char *word)
{
	uint64_t number;

	if (!lists_number(word, strlen(word), CAPTRACE_RING_MAX, &number) ||
	    number < CAPTRACE_RING_MIN) {
		diag("--buffer takes %u to %u records, not '%s'",
		     CAPTRACE_RING_MIN, CAPTRACE_RING_MAX, word);
		return -EINVAL;
	}

	*records = number;
	return 0;
}

int values_choose_columns(struct columns *columns, const char *list)
{
	const char *bad;
	size_t size;
	int err;

	err = columns_parse(list, columns, &bad, &size);
	if (err == -EEXIST)
		diag("the column '%.*s' is there twice", (int)size, bad);
	else if (err)
		diag("there is no column '%.*s': 'captrace --columns list' "
		     "names them",
		     (int)size, bad);

	return err ? -EINVAL : 0;
}

int values_choose_group(enum group_by *by, const char *word)
{
	int err = group_parse(word, by);

	if (err)
		diag("--by takes process, exe, syscall, container, unit, user "
		     "or stack, not '%s'",
		     word);

	return err;
}

int values_choose_format(const struct format **format, const char *word)
{
	*format = formats_find(word);
	if (*format)
		return 0;

	diag("there is no profile format '%s': 'captrace --profile=list' names "
	     "them",
	     word);
	return -EINVAL;
}

int values_choose_phases(unsigned int *phases, const char *list)
{
	enum phase phase;
	const char *word;
	size_t size;

	while (lists_next(&list, &word, &size)) {
		if (phase_parse(word, size, &phase)) {
			diag("--phase takes init and steady, not '%.*s'",
			     (int)size, word);
			return -EINVAL;
		}
		*phases |= 1u << phase;
	}

	return 0;
}
