// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "datafile.h"
#include "lists.h"
#include "runtimes.h"
#include "states.h"
#include "stores.h"

struct runtimes {
	const struct hierarchy *hierarchy;
	struct words docker_roots;
	struct stores stores;
	struct words state_roots;
};

/* NULL if there is no memory. */
static char *join(const char *a, const char *b, const char *c)
{
	char *joined;

	return asprintf(&joined, "%s%s%s", a, b, c) < 0 ? NULL : joined;
}

static int add_root(struct words *roots, const char *prefix, const char *home,
		    const char *root)
{
	char *path = join(prefix, home, root);
	int err = path ? lists_add_word(roots, path, strlen(path)) : -ENOMEM;

	free(path);
	return err;
}

static int add_podman(struct runtimes *runtimes, const char *prefix,
		      const char *home, const char *storage)
{
	char *path = join(prefix, home, storage);
	int err = path ? stores_add(&runtimes->stores, path) : -ENOMEM;

	free(path);
	return err;
}

static int add_user(struct runtimes *runtimes, const char *prefix,
		    const struct passwd *user)
{
	char run[32];

	snprintf(run, sizeof(run), "/run/user/%u", user->pw_uid);
	if (add_root(&runtimes->docker_roots, prefix, user->pw_dir,
		     "/.local/share/docker") ||
	    add_podman(runtimes, prefix, user->pw_dir,
		       "/.local/share/containers/storage") ||
	    add_podman(runtimes, prefix, run, "/containers") ||
	    add_root(&runtimes->state_roots, prefix, run, ""))
		return -ENOMEM;

	return 0;
}

static int add_users(struct runtimes *runtimes, const char *prefix)
{
	char *path = join(prefix, "/etc/passwd", "");
	FILE *passwd = path ? fopen(path, "re") : NULL;
	const struct passwd *user;
	int err = path ? 0 : -ENOMEM;

	while (!err && passwd && (user = fgetpwent(passwd)))
		err = add_user(runtimes, prefix, user);
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
	if (add_root(&runtimes->docker_roots, prefix, "", "/var/lib/docker") ||
	    add_podman(runtimes, prefix, "", "/var/lib/containers/storage") ||
	    add_podman(runtimes, prefix, "", "/run/containers/storage") ||
	    add_root(&runtimes->state_roots, prefix, "", "/run") ||
	    add_users(runtimes, prefix)) {
		runtimes_destroy(runtimes);
		return NULL;
	}

	return runtimes;
}

void runtimes_destroy(struct runtimes *runtimes)
{
	if (!runtimes)
		return;

	lists_clear_words(&runtimes->docker_roots);
	stores_clear(&runtimes->stores);
	lists_clear_words(&runtimes->state_roots);
	free(runtimes);
}

static bool docker_calls(const char *root, const char *id, const char *name)
{
	const char *known;
	struct stat file;
	json_t *config;
	char *path;
	bool same;

	if (asprintf(&path, "%s/containers/%s/config.v2.json", root, id) < 0)
		return false;

	config = datafile_read(path, &file);
	known = json_string_value(json_object_get(config, "Name"));
	same = known && !strcmp(known + (*known == '/'), name);
	json_decref(config);
	free(path);

	return same;
}

bool runtimes_call(struct runtimes *runtimes, const char *id, const char *name)
{
	size_t i;

	for (i = 0; i < runtimes->docker_roots.nr; i++) {
		if (docker_calls(runtimes->docker_roots.at[i], id, name))
			return true;
	}

	return stores_call(&runtimes->stores, id, name);
}

bool runtimes_place(const struct runtimes *runtimes, const char *name,
		    const char *path)
{
	size_t i;

	/* A container in the root has no control group of its own. */
	if (!path[1] || !strcmp(name, ".") || !strcmp(name, ".."))
		return false;

	for (i = 0; i < runtimes->state_roots.nr; i++) {
		if (states_place(runtimes->state_roots.at[i],
				 runtimes->hierarchy, name, path))
			return true;
	}

	return false;
}
