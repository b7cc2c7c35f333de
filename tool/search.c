// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "containers.h"
#include "diag.h"
#include "escape.h"
#include "hierarchy.h"
#include "search.h"
#include "wish.h"

#define WAITS "--wait waits for it"

struct found {
	struct found *next;
	uint64_t id;
	char path[];
};

struct search {
	const struct wish *wish;
	const struct hierarchy *hierarchy;
	struct runtimes *runtimes;
	/* What matches best, so far. */
	enum containers_match match;
	struct found *found;
};

static void clear(struct search *search)
{
	struct found *next;

	for (; search->found; search->found = next) {
		next = search->found->next;
		free(search->found);
	}
}

static int add(struct search *search, const char *path)
{
	struct found *found = malloc(sizeof(*found) + strlen(path) + 1);
	int err;

	if (!found)
		return -ENOMEM;

	err = hierarchy_id(search->hierarchy, path, &found->id);
	if (err) {
		free(found);
		return err;
	}

	strcpy(found->path, path);
	found->next = search->found;
	search->found = found;

	return 0;
}

static bool is_same_container(const struct found *a, const char *path)
{
	size_t a_size, b_size;
	const char *a_name = containers_name(a->path, &a_size);
	const char *b_name = containers_name(path, &b_size);

	return a_size == b_size && !memcmp(a_name, b_name, a_size);
}

static bool is_below(const char *path, const struct found *found)
{
	size_t size = strlen(found->path);

	return !strncmp(path, found->path, size) && path[size] == '/';
}

/* True if what was found covers @path, and says the same of its container. */
static bool has_above(const struct search *search, const char *path)
{
	const struct found *found = search->found;

	while (found &&
	       !(is_below(path, found) && is_same_container(found, path)))
		found = found->next;

	return found;
}

/*
 * As hierarchy_walk() wants it.  Below a control group that may be meant there
 * may be the one that is.
 */
static int visit(void *context, const char *path)
{
	struct search *search = context;
	enum containers_match match;
	int err = 0;

	match = wish_match(search->wish, search->runtimes, path);
	if (match == CONTAINERS_NO || match < search->match)
		return 0;

	if (match > search->match)
		clear(search);
	search->match = match;
	if (!has_above(search, path))
		err = add(search, path);
	if (err && !hierarchy_is_nothing(err))
		return err;

	return match == CONTAINERS_IS;
}

/* NULL if all that was found is the same as the first. */
static const struct found *find_other(const struct search *search)
{
	const struct found *first = search->found;
	const struct found *other = first ? first->next : NULL;

	if (search->wish->kind != WISH_CONTAINER)
		return NULL;

	while (other && is_same_container(first, other->path))
		other = other->next;

	return other;
}

/* NULL if there is no memory.  The caller frees it. */
static char *printable(const char *path)
{
	size_t size = strlen(path);
	char *text = malloc(ESCAPE_SIZE(size) + 1);

	if (text)
		*escape_put(text, path, size) = '\0';

	return text;
}

static int refuse_both(const struct search *search, const struct found *other)
{
	char *a = printable(search->found->path);
	char *b = printable(other->path);

	diag("'%s' may mean more than one container: %s and %s; give more of "
	     "the id, or one of these to --cgroup",
	     search->wish->word, a ? a : "?", b ? b : "?");
	free(a);
	free(b);

	return -ENOTUNIQ;
}

static int miss_cgroup(const struct search *search)
{
	const struct wish *wish = search->wish;
	bool elsewhere = *wish->word == '/' && !access(wish->word, F_OK) &&
			 !hierarchy_below(search->hierarchy, wish->word);

	if (elsewhere)
		diag("'%s' is not in the cgroup v2 hierarchy, which is at %s",
		     wish->word, hierarchy_top(search->hierarchy));
	else
		diag("no control group '%s'; " WAITS, wish->word);

	return -ENOENT;
}

static int miss(const struct search *search)
{
	const struct wish *wish = search->wish;

	switch (wish->kind) {
	case WISH_CGROUP:
		return miss_cgroup(search);
	case WISH_UNIT:
		diag("no control group of unit '%s': is it running? " WAITS,
		     wish->name);
		break;
	case WISH_CONTAINER:
		diag("no control group of container '%s': is it running? " WAITS
		     ", and an id may be found where a name is not",
		     wish->word);
		break;
	}

	return -ENOENT;
}

static int run(struct search *search)
{
	const struct wish *wish = search->wish;
	int err;

	if (wish->kind == WISH_CGROUP)
		err = add(search, wish->name);
	else
		err = hierarchy_walk(search->hierarchy, visit, search);
	if (err == -ENOENT || (!err && !search->found))
		return miss(search);
	if (err)
		diag_errno(err, "cannot look for '%s' in %s", wish->word,
			   hierarchy_top(search->hierarchy));

	return err;
}

int search_find(const struct wish *wish, const struct hierarchy *hierarchy,
		struct runtimes *runtimes,
		int (*take)(void *context, uint64_t id), void *context)
{
	struct search search = {
		.wish = wish,
		.hierarchy = hierarchy,
		.runtimes = runtimes,
	};
	const struct found *found;
	const struct found *other;
	int err;

	err = run(&search);
	other = find_other(&search);
	if (!err && other)
		err = refuse_both(&search, other);
	for (found = search.found; !err && found; found = found->next)
		err = take(context, found->id);
	clear(&search);

	return err;
}
