// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "hierarchy.h"
#include "names.h"
#include "units.h"
#include "wish.h"

/* -EINVAL for a word that cannot be one of this kind. */
static int name_wish(struct wish *wish, const struct hierarchy *hierarchy)
{
	if (wish->kind == WISH_CGROUP)
		return hierarchy_resolve(hierarchy, wish->word, &wish->name);

	if (!*wish->word || strchr(wish->word, '/'))
		return -EINVAL;

	wish->name = wish->kind == WISH_UNIT ? units_name(wish->word) :
					       strdup(wish->word);
	return wish->name ? 0 : -ENOMEM;
}

static void refuse(const struct wish *wish)
{
	switch (wish->kind) {
	case WISH_CGROUP:
		diag("'%s' is not a path of a control group: it is empty or "
		     "has '..' in it",
		     wish->word);
		break;
	case WISH_UNIT:
		diag("'%s' is not a name of a unit; --cgroup takes paths",
		     wish->word);
		break;
	case WISH_CONTAINER:
		diag("'%s' is not a name or an id of a container; --cgroup "
		     "takes paths",
		     wish->word);
		break;
	}
}

int wish_create(struct wish **wish, const struct hierarchy *hierarchy,
		enum wish_kind kind, const char *word)
{
	struct wish *made = calloc(1, sizeof(*made));
	int err = -ENOMEM;

	if (!made)
		return err;

	made->kind = kind;
	made->word = strdup(word);
	if (made->word)
		err = name_wish(made, hierarchy);
	if (err == -EINVAL)
		refuse(made);
	if (err)
		wish_destroy(made);
	else
		*wish = made;

	return err;
}

void wish_destroy(struct wish *wish)
{
	if (!wish)
		return;

	free(wish->word);
	free(wish->name);
	free(wish);
}

enum containers_match wish_match(const struct wish *wish,
				 struct runtimes *runtimes, const char *path)
{
	bool same = false;

	switch (wish->kind) {
	case WISH_CGROUP:
		same = !strcmp(path, wish->name);
		break;
	case WISH_UNIT:
		same = units_match(path, wish->name);
		break;
	case WISH_CONTAINER:
		return containers_match(runtimes, path, wish->name);
	}

	return same ? CONTAINERS_IS : CONTAINERS_NO;
}

static bool is(const char *known, const char *wanted)
{
	return known && !strcmp(known, wanted);
}

bool wish_is_named(const struct wish *wish, const struct names *names)
{
	const char *id = names->container_id;

	if (wish->kind != WISH_CONTAINER)
		return false;

	return is(names->container, wish->name) || is(id, wish->name) ||
	       (id && containers_is_beginning(id, strlen(id), wish->name));
}
