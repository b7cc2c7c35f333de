// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bundles.h"
#include "bytes.h"
#include "docker.h"
#include "identity.h"
#include "runtimes.h"
#include "states.h"
#include "stores.h"

/* Where engines have their files, those of the system or of a user. */
struct home {
	char *docker;
	struct stores stores;
	struct states states;
	/* The control groups of which they may tell are below it. */
	char *slice;
};

struct runtimes {
	const struct hierarchy *hierarchy;
	char *prefix;
	/* Those of the system come first, and so count most. */
	struct home *homes;
	size_t nr_homes;
};

/* NULL if there is no memory. */
static char *join(const char *a, const char *b, const char *c)
{
	char *joined;

	return asprintf(&joined, "%s%s%s", a, b, c) < 0 ? NULL : joined;
}

static struct home *add_home(struct runtimes *runtimes)
{
	size_t size = (runtimes->nr_homes + 1) * sizeof(*runtimes->homes);
	struct home *homes = realloc(runtimes->homes, size);
	struct home *home;

	if (!homes)
		return NULL;

	runtimes->homes = homes;
	home = &homes[runtimes->nr_homes++];
	memset(home, 0, sizeof(*home));

	return home;
}

static void clear_home(struct home *home)
{
	free(home->docker);
	stores_clear(&home->stores);
	states_clear(&home->states);
	free(home->slice);
}

static int fill_home(struct home *home, char *docker, char *run, char *slice)
{
	home->docker = docker;
	states_open(&home->states, run);
	home->slice = slice;

	return docker && run && slice ? 0 : -ENOMEM;
}

static int add_store(struct home *home, const char *prefix, const char *top,
		     const char *storage)
{
	char *path = join(prefix, top, storage);
	int err = path ? stores_add(&home->stores, path) : -ENOMEM;

	free(path);
	return err;
}

static int add_system(struct runtimes *runtimes)
{
	const char *prefix = runtimes->prefix;
	struct home *home = add_home(runtimes);

	if (!home || fill_home(home, join(prefix, "/var/lib/docker", ""),
			       join(prefix, "/run", ""), strdup("/")))
		return -ENOMEM;
	if (add_store(home, prefix, "", "/var/lib/containers/storage") ||
	    add_store(home, prefix, "", "/run/containers/storage"))
		return -ENOMEM;

	return 0;
}

static int add_user(struct runtimes *runtimes, const struct passwd *user)
{
	const char *prefix = runtimes->prefix;
	struct home *home = add_home(runtimes);
	char slice[64];
	char run[32];

	snprintf(run, sizeof(run), "/run/user/%u", user->pw_uid);
	snprintf(slice, sizeof(slice), "/user.slice/user-%u.slice/",
		 user->pw_uid);
	if (!home ||
	    fill_home(home, join(prefix, user->pw_dir, "/.local/share/docker"),
		      join(prefix, run, ""), strdup(slice)))
		return -ENOMEM;
	if (add_store(home, prefix, user->pw_dir,
		      "/.local/share/containers/storage") ||
	    add_store(home, prefix, run, "/containers"))
		return -ENOMEM;

	return 0;
}

static int add_users(struct runtimes *runtimes)
{
	char *path = join(runtimes->prefix, "/etc/passwd", "");
	FILE *passwd = path ? fopen(path, "re") : NULL;
	const struct passwd *user;
	int err = path ? 0 : -ENOMEM;

	while (!err && passwd && (user = fgetpwent(passwd)))
		err = add_user(runtimes, user);
	if (passwd)
		fclose(passwd);
	free(path);

	return err;
}

struct runtimes *runtimes_create(const char *prefix,
				 const struct hierarchy *hierarchy)
{
	struct runtimes *runtimes = calloc(1, sizeof(*runtimes));

	if (!runtimes)
		return NULL;

	runtimes->hierarchy = hierarchy;
	runtimes->prefix = strdup(prefix);
	if (!runtimes->prefix || add_system(runtimes) || add_users(runtimes)) {
		runtimes_destroy(runtimes);
		return NULL;
	}

	return runtimes;
}

void runtimes_destroy(struct runtimes *runtimes)
{
	size_t i;

	if (!runtimes)
		return;

	for (i = 0; i < runtimes->nr_homes; i++)
		clear_home(&runtimes->homes[i]);
	free(runtimes->homes);
	free(runtimes->prefix);
	free(runtimes);
}

static bool is_name(const struct identity *identity, const char *name)
{
	const char *known = identity->names[RECORD_NAME_CONTAINER];

	return known && !strcmp(known, name);
}

/* Whether what @ask tells of the container at @where is this name. */
static bool calls(void (*ask)(const char *where, const char *id,
			      struct identity *identity),
		  const char *where, const char *id, const char *name)
{
	struct identity told = { NULL };
	bool same;

	ask(where, id, &told);
	same = is_name(&told, name);
	identity_clear(&told);

	return same;
}

bool runtimes_call(struct runtimes *runtimes, const char *id, const char *name)
{
	size_t i;

	for (i = 0; i < runtimes->nr_homes; i++) {
		if (calls(docker_tell, runtimes->homes[i].docker, id, name) ||
		    stores_call(&runtimes->homes[i].stores, id, name))
			return true;
	}

	return calls(bundles_tell, runtimes->prefix, id, name);
}

bool runtimes_place(const struct runtimes *runtimes, const char *name,
		    const char *path)
{
	size_t i;

	/* A container in the root has no control group of its own. */
	if (!path[1] || !strcmp(name, ".") || !strcmp(name, ".."))
		return false;

	for (i = 0; i < runtimes->nr_homes; i++) {
		if (states_place(&runtimes->homes[i].states,
				 runtimes->hierarchy, name, path))
			return true;
	}

	return false;
}

/* The first that has told the name is right. */
static void tell(struct runtimes *runtimes, struct home *home, const char *path,
		 struct identity *identity)
{
	const char *id = identity_id(identity);

	if (!bytes_begin_with(path, strlen(path), home->slice))
		return;

	if (id) {
		docker_tell(home->docker, id, identity);
		stores_tell(&home->stores, id, identity);
	} else if (!identity->names[RECORD_NAME_CONTAINER_ID]) {
		states_tell(&home->states, runtimes->hierarchy, path, identity);
	}
}

static size_t count(const struct identity *identity)
{
	size_t nr = 0;
	size_t i;

	for (i = 0; i <= RECORD_NAME_POD; i++)
		nr += !!identity->names[i];

	return nr;
}

bool runtimes_tell(struct runtimes *runtimes, const char *path,
		   struct identity *identity)
{
	const char *id = identity_id(identity);
	size_t before = count(identity);
	size_t i;

	if (id)
		bundles_tell(runtimes->prefix, id, identity);
	for (i = 0; i < runtimes->nr_homes; i++)
		tell(runtimes, &runtimes->homes[i], path, identity);

	return count(identity) > before;
}
