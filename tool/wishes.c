// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "hierarchy.h"
#include "runtimes.h"
#include "search.h"
#include "tenants.h"
#include "wishes.h"

struct wishes {
	struct hierarchy *hierarchy;
	struct runtimes *runtimes;
	struct wish *first;
	struct wish **end;
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

static struct wishes *create(void)
{
	struct wishes *wishes = calloc(1, sizeof(*wishes));

	if (!wishes)
		complain_of_memory();
	else
		wishes->end = &wishes->first;

	return wishes;
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
	struct wishes *made = create();
	int err;

	if (!made)
		return -ENOMEM;

	err = fill(made, top, prefix);
	if (err)
		wishes_close(made);
	else
		*wishes = made;

	return err;
}

int wishes_open_recorded(struct wishes **wishes)
{
	struct wishes *made = create();

	if (!made)
		return -ENOMEM;

	*wishes = made;
	return 0;
}

void wishes_close(struct wishes *wishes)
{
	struct wish *wish, *next;

	if (!wishes)
		return;

	for (wish = wishes->first; wish; wish = next) {
		next = wish->next;
		wish_destroy(wish);
	}
	runtimes_destroy(wishes->runtimes);
	hierarchy_close(wishes->hierarchy);
	free(wishes);
}

struct runtimes *wishes_runtimes(const struct wishes *wishes)
{
	return hierarchy_is_whole(wishes->hierarchy) ? wishes->runtimes : NULL;
}

const struct hierarchy *wishes_hierarchy(const struct wishes *wishes)
{
	return wishes->hierarchy;
}

int wishes_add(struct wishes *wishes, enum wish_kind kind, const char *word)
{
	struct wish *wish;
	int err;

	err = wish_create(&wish, wishes->hierarchy, kind, word);
	if (err == -ENOMEM)
		return complain_of_memory();
	if (err)
		return err;

	*wishes->end = wish;
	wishes->end = &wish->next;

	return 0;
}

int wishes_find(const struct wishes *wishes,
		int (*take)(void *context, uint64_t id), void *context)
{
	const struct wish *wish;
	int err = 0;

	for (wish = wishes->first; !err && wish; wish = wish->next)
		err = search_find(wish, wishes->hierarchy, wishes->runtimes,
				  take, context);

	return err;
}

/* Where wishes_tenants() puts them. */
struct tenants {
	const struct wishes *wishes;
	struct numbers *tgids;
};

static int take_tenants(void *context, uint64_t id)
{
	struct tenants *tenants = context;

	return tenants_of_cgroup(tenants->tgids, tenants->wishes->hierarchy,
				 id);
}

int wishes_tenants(const struct wishes *wishes, struct numbers *tgids)
{
	struct tenants tenants = { .wishes = wishes, .tgids = tgids };

	return wishes_find(wishes, take_tenants, &tenants);
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
		if (wish_match(wish, wishes->runtimes, path) != CONTAINERS_NO)
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

static bool any_is_named(const struct wishes *wishes, const struct names *names)
{
	const struct wish *wish;

	for (wish = wishes->first; wish; wish = wish->next) {
		if (wish_is_named(wish, names))
			return true;
	}

	return false;
}

bool wishes_cover(const struct wishes *wishes, const struct names *names)
{
	const char *path = names->cgroup;
	char *part;
	bool covers;

	if (any_is_named(wishes, names))
		return true;

	/* Not proven to be something else. */
	part = path && *path == '/' ? strdup(path) : NULL;
	if (!part)
		return true;

	do {
		covers = any_matches(wishes, part);
	} while (!covers && go_up(part));
	free(part);

	return covers;
}
