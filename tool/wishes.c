// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "containers.h"
#include "diag.h"
#include "escape.h"
#include "hierarchy.h"
#include "runtimes.h"
#include "units.h"
#include "wishes.h"

#define WAITS "--wait waits for it"

struct wish {
	struct wish *next;
	enum wishes_kind kind;
	/* As the user has given it. */
	char *word;
	/* What to compare with: a path, a unit's whole name, a container. */
	char *name;
};

struct wishes {
	struct hierarchy *hierarchy;
	struct runtimes *runtimes;
	struct wish *first;
	struct wish **end;
};

struct found {
	struct found *next;
	uint64_t id;
	char path[];
};

/* For one wish: what matches best, so far. */
struct search {
	const struct wishes *wishes;
	const struct wish *wish;
	enum containers_match match;
	struct found *found;
};

static int complain_of_hierarchy(int err)
{
	if (err == -ENODEV)
		diag("this machine has no cgroup v2 hierarchy: it is mounted "
		     "nowhere; -p and --tree take processes");
	else
		diag_errno(err, "cannot open the cgroup v2 hierarchy");

	return err;
}

static int complain_of_memory(void)
{
	diag("out of memory");
	return -ENOMEM;
}

static int fill(struct wishes *wishes, const char *top, const char *prefix)
{
	int err;

	err = hierarchy_open(&wishes->hierarchy, top);
	if (err)
		return complain_of_hierarchy(err);

	wishes->runtimes = runtimes_create(prefix, wishes->hierarchy);
	return wishes->runtimes ? 0 : complain_of_memory();
}

int wishes_open(struct wishes **wishes, const char *top, const char *prefix)
{
	struct wishes *made = calloc(1, sizeof(*made));
	int err;

	if (!made)
		return complain_of_memory();

	made->end = &made->first;
	err = fill(made, top, prefix);
	if (err)
		wishes_close(made);
	else
		*wishes = made;

	return err;
}

static void wish_free(struct wish *wish)
{
	free(wish->word);
	free(wish->name);
	free(wish);
}

void wishes_close(struct wishes *wishes)
{
	struct wish *wish, *next;

	if (!wishes)
		return;

	for (wish = wishes->first; wish; wish = next) {
		next = wish->next;
		wish_free(wish);
	}
	runtimes_destroy(wishes->runtimes);
	hierarchy_close(wishes->hierarchy);
	free(wishes);
}

/* -EINVAL for a word that cannot be one of this kind. */
static int name_wish(const struct wishes *wishes, struct wish *wish)
{
	if (wish->kind == WISHES_CGROUP)
		return hierarchy_resolve(wishes->hierarchy, wish->word,
					 &wish->name);

	if (!*wish->word || strchr(wish->word, '/'))
		return -EINVAL;

	wish->name = wish->kind == WISHES_UNIT ? units_name(wish->word) :
						 strdup(wish->word);
	return wish->name ? 0 : -ENOMEM;
}

static int refuse(const struct wish *wish)
{
	switch (wish->kind) {
	case WISHES_CGROUP:
		diag("'%s' is not a path of a control group: it is empty or "
		     "has '..' in it",
		     wish->word);
		break;
	case WISHES_UNIT:
		diag("'%s' is not a name of a unit; --cgroup takes paths",
		     wish->word);
		break;
	case WISHES_CONTAINER:
		diag("'%s' is not a name or an id of a container; --cgroup "
		     "takes paths",
		     wish->word);
		break;
	}

	return -EINVAL;
}

int wishes_add(struct wishes *wishes, enum wishes_kind kind, const char *word)
{
	struct wish *wish = calloc(1, sizeof(*wish));
	int err = -ENOMEM;

	if (!wish)
		return complain_of_memory();

	wish->kind = kind;
	wish->word = strdup(word);
	if (wish->word)
		err = name_wish(wishes, wish);
	if (err) {
		err = err == -EINVAL ? refuse(wish) : complain_of_memory();
		wish_free(wish);
		return err;
	}

	*wishes->end = wish;
	wishes->end = &wish->next;

	return 0;
}

static enum containers_match wish_match(const struct wishes *wishes,
					const struct wish *wish,
					const char *path)
{
	bool same = false;

	switch (wish->kind) {
	case WISHES_CGROUP:
		same = !strcmp(path, wish->name);
		break;
	case WISHES_UNIT:
		same = units_match(path, wish->name);
		break;
	case WISHES_CONTAINER:
		return containers_match(wishes->runtimes, path, wish->name);
	}

	return same ? CONTAINERS_IS : CONTAINERS_NO;
}

static void search_clear(struct search *search)
{
	struct found *next;

	for (; search->found; search->found = next) {
		next = search->found->next;
		free(search->found);
	}
}

static int search_add(struct search *search, const char *path)
{
	struct found *found = malloc(sizeof(*found) + strlen(path) + 1);
	int err;

	if (!found)
		return -ENOMEM;

	err = hierarchy_id(search->wishes->hierarchy, path, &found->id);
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
static int search_visit(void *context, const char *path)
{
	struct search *search = context;
	enum containers_match match;
	int err = 0;

	match = wish_match(search->wishes, search->wish, path);
	if (match == CONTAINERS_NO || match < search->match)
		return 0;

	if (match > search->match)
		search_clear(search);
	search->match = match;
	if (!has_above(search, path))
		err = search_add(search, path);
	if (err && !hierarchy_is_nothing(err))
		return err;

	return match == CONTAINERS_IS;
}

/* NULL if all that was found is the same as the first. */
static const struct found *find_other(const struct search *search)
{
	const struct found *first = search->found;
	const struct found *other = first ? first->next : NULL;

	if (search->wish->kind != WISHES_CONTAINER)
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

static int miss_cgroup(const struct wishes *wishes, const struct wish *wish)
{
	bool elsewhere = *wish->word == '/' && !access(wish->word, F_OK) &&
			 !hierarchy_below(wishes->hierarchy, wish->word);

	if (elsewhere)
		diag("'%s' is not in the cgroup v2 hierarchy, which is at %s",
		     wish->word, hierarchy_top(wishes->hierarchy));
	else
		diag("no control group '%s'; " WAITS, wish->word);

	return -ENOENT;
}

static int miss(const struct wishes *wishes, const struct wish *wish)
{
	switch (wish->kind) {
	case WISHES_CGROUP:
		return miss_cgroup(wishes, wish);
	case WISHES_UNIT:
		diag("no control group of unit '%s': is it running? " WAITS,
		     wish->name);
		break;
	case WISHES_CONTAINER:
		diag("no control group of container '%s': is it running? " WAITS
		     ", and an id may be found where a name is not",
		     wish->word);
		break;
	}

	return -ENOENT;
}

static int search_run(struct search *search)
{
	const struct wish *wish = search->wish;
	int err;

	if (wish->kind == WISHES_CGROUP)
		err = search_add(search, wish->name);
	else
		err = hierarchy_walk(search->wishes->hierarchy, search_visit,
				     search);
	if (err == -ENOENT || (!err && !search->found))
		return miss(search->wishes, wish);
	if (err)
		diag_errno(err, "cannot look for '%s' in %s", wish->word,
			   hierarchy_top(search->wishes->hierarchy));

	return err;
}

static int find_one(const struct wishes *wishes, const struct wish *wish,
		    int (*take)(void *context, uint64_t id), void *context)
{
	struct search search = { .wishes = wishes, .wish = wish };
	const struct found *found;
	const struct found *other;
	int err;

	err = search_run(&search);
	other = find_other(&search);
	if (!err && other)
		err = refuse_both(&search, other);
	for (found = search.found; !err && found; found = found->next)
		err = take(context, found->id);
	search_clear(&search);

	return err;
}

int wishes_find(const struct wishes *wishes,
		int (*take)(void *context, uint64_t id), void *context)
{
	const struct wish *wish;
	int err = 0;

	for (wish = wishes->first; !err && wish; wish = wish->next)
		err = find_one(wishes, wish, take, context);

	return err;
}

int wishes_can_wait(const struct wishes *wishes)
{
	if (hierarchy_is_whole(wishes->hierarchy))
		return 0;

	diag("--wait needs the whole cgroup v2 hierarchy, and %s is a part of "
	     "it: use --wait outside of a container or cgroup namespace",
	     hierarchy_top(wishes->hierarchy));
	return -EXDEV;
}

static bool any_matches(const struct wishes *wishes, const char *path)
{
	const struct wish *wish;

	for (wish = wishes->first; wish; wish = wish->next) {
		if (wish_match(wishes, wish, path) != CONTAINERS_NO)
			return true;
	}

	return false;
}

/* Makes it the path of the control group above.  False for the root. */
static bool go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash[1])
		return false;

	slash[slash == path] = '\0';
	return true;
}

bool wishes_cover(const struct wishes *wishes, const char *path)
{
	char *part = strdup(path);
	bool covers;

	/* Not proven to be something else. */
	if (!part || *part != '/') {
		free(part);
		return true;
	}

	do {
		covers = any_matches(wishes, part);
	} while (!covers && go_up(part));
	free(part);

	return covers;
}
