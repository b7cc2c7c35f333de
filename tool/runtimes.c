// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "hierarchy.h"
#include "runtimes.h"

/* Users write some of these files, and shall not fill our memory. */
#define FILE_SIZE_MAX (8 << 20)

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* The names in one of podman's files, kept for as long as it is the same. */
struct store {
	char *path;
	struct stat file;
	/* Id to array of names; NULL if there is none. */
	json_t *names;
};

struct runtimes {
	const struct hierarchy *hierarchy;
	char **docker_roots;
	size_t nr_docker_roots;
	struct store *stores;
	size_t nr_stores;
	/* See struct state_file. */
	char **state_roots;
	size_t nr_state_roots;
};

/* In each storage of podman; which of them is used is for its driver to say. */
static const char *const store_names[] = {
	"overlay-containers/containers.json",
	"overlay-containers/volatile-containers.json",
	"vfs-containers/containers.json",
	"vfs-containers/volatile-containers.json",
	"btrfs-containers/containers.json",
	"btrfs-containers/volatile-containers.json",
};

/* DIRECTORY/RUNTIME/NAME/FILE */
struct state_file {
	const char *runtime;
	const char *file;
};

static const struct state_file state_files[] = {
	{ "crun", "status" },
	{ "runc", "state.json" },
};

/* Takes @string, which may be NULL. */
static int add_string(char ***list, size_t *nr, char *string)
{
	char **grown = NULL;

	if (string)
		grown = realloc(*list, (*nr + 1) * sizeof(*grown));
	if (!grown) {
		free(string);
		return -ENOMEM;
	}

	grown[(*nr)++] = string;
	*list = grown;

	return 0;
}

/* NULL if there is no memory. */
static char *join(const char *a, const char *b, const char *c)
{
	char *joined;

	return asprintf(&joined, "%s%s%s", a, b, c) < 0 ? NULL : joined;
}

static int add_docker(struct runtimes *runtimes, const char *prefix,
		      const char *home, const char *root)
{
	return add_string(&runtimes->docker_roots, &runtimes->nr_docker_roots,
			  join(prefix, home, root));
}

static int add_state(struct runtimes *runtimes, const char *prefix,
		     const char *run)
{
	return add_string(&runtimes->state_roots, &runtimes->nr_state_roots,
			  join(prefix, run, ""));
}

static int add_store(struct runtimes *runtimes, const char *storage,
		     const char *name)
{
	struct store *stores;
	char *path = join(storage, "/", name);

	if (!path)
		return -ENOMEM;

	stores = realloc(runtimes->stores,
			 (runtimes->nr_stores + 1) * sizeof(*stores));
	if (!stores) {
		free(path);
		return -ENOMEM;
	}

	stores[runtimes->nr_stores++] = (struct store){ .path = path };
	runtimes->stores = stores;

	return 0;
}

static int add_podman(struct runtimes *runtimes, const char *prefix,
		      const char *home, const char *storage)
{
	char *path = join(prefix, home, storage);
	int err = path ? 0 : -ENOMEM;
	size_t i;

	for (i = 0; !err && i < ARRAY_SIZE(store_names); i++)
		err = add_store(runtimes, path, store_names[i]);
	free(path);

	return err;
}

static int add_user(struct runtimes *runtimes, const char *prefix,
		    const struct passwd *user)
{
	char run[32];

	snprintf(run, sizeof(run), "/run/user/%u", user->pw_uid);
	if (add_docker(runtimes, prefix, user->pw_dir,
		       "/.local/share/docker") ||
	    add_podman(runtimes, prefix, user->pw_dir,
		       "/.local/share/containers/storage") ||
	    add_podman(runtimes, prefix, run, "/containers") ||
	    add_state(runtimes, prefix, run))
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
	if (add_docker(runtimes, prefix, "", "/var/lib/docker") ||
	    add_podman(runtimes, prefix, "", "/var/lib/containers/storage") ||
	    add_podman(runtimes, prefix, "", "/run/containers/storage") ||
	    add_state(runtimes, prefix, "/run") ||
	    add_users(runtimes, prefix)) {
		runtimes_destroy(runtimes);
		return NULL;
	}

	return runtimes;
}

static void free_strings(char **list, size_t nr)
{
	while (nr)
		free(list[--nr]);
	free(list);
}

void runtimes_destroy(struct runtimes *runtimes)
{
	size_t i;

	if (!runtimes)
		return;

	for (i = 0; i < runtimes->nr_stores; i++) {
		json_decref(runtimes->stores[i].names);
		free(runtimes->stores[i].path);
	}
	free(runtimes->stores);
	free_strings(runtimes->docker_roots, runtimes->nr_docker_roots);
	free_strings(runtimes->state_roots, runtimes->nr_state_roots);
	free(runtimes);
}

/* NULL if it is not what it should be. */
static json_t *parse(int fd, const struct stat *file)
{
	json_t *json = NULL;
	char *text;

	if (!S_ISREG(file->st_mode) || file->st_size > FILE_SIZE_MAX)
		return NULL;

	text = malloc(file->st_size + 1);
	if (text && read(fd, text, file->st_size) == file->st_size)
		json = json_loadb(text, file->st_size, 0, NULL);
	free(text);

	return json;
}

/*
 * NULL if there is none; @file tells what it was, all zero for nothing.  A user
 * may have put anything at this place: to open it must neither wait nor do
 * something.
 */
static json_t *read_json(const char *path, struct stat *file)
{
	json_t *json = NULL;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
				    O_CLOEXEC);

	memset(file, 0, sizeof(*file));
	if (fd < 0)
		return NULL;

	if (!fstat(fd, file))
		json = parse(fd, file);
	close(fd);

	return json;
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

	config = read_json(path, &file);
	known = json_string_value(json_object_get(config, "Name"));
	same = known && !strcmp(known + (*known == '/'), name);
	json_decref(config);
	free(path);

	return same;
}

/* Of what the file says no more is kept than is asked for. */
static json_t *names_by_id(const json_t *containers)
{
	json_t *names = json_object();
	const json_t *container;
	const char *id;
	size_t i;

	json_array_foreach(containers, i, container)
	{
		id = json_string_value(json_object_get(container, "id"));
		if (id)
			json_object_set(names, id,
					json_object_get(container, "names"));
	}

	return names;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	       a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void store_refresh(struct store *store)
{
	struct stat file;
	json_t *containers;

	if (lstat(store->path, &file))
		memset(&file, 0, sizeof(file));
	if (is_same_file(&file, &store->file))
		return;

	json_decref(store->names);
	containers = read_json(store->path, &store->file);
	store->names = names_by_id(containers);
	json_decref(containers);
}

static bool store_calls(struct store *store, const char *id, const char *name)
{
	const json_t *known;
	const char *names;
	size_t i;

	store_refresh(store);
	json_array_foreach(json_object_get(store->names, id), i, known)
	{
		names = json_string_value(known);
		if (names && !strcmp(names, name))
			return true;
	}

	return false;
}

bool runtimes_call(struct runtimes *runtimes, const char *id, const char *name)
{
	size_t i;

	for (i = 0; i < runtimes->nr_docker_roots; i++) {
		if (docker_calls(runtimes->docker_roots[i], id, name))
			return true;
	}

	for (i = 0; i < runtimes->nr_stores; i++) {
		if (store_calls(&runtimes->stores[i], id, name))
			return true;
	}

	return false;
}

/* Of the paths that runc has for a container, that in version 2. */
static const char *runc_path(const struct hierarchy *hierarchy,
			     const json_t *state)
{
	const json_t *paths = json_object_get(state, "cgroup_paths");
	const char *path;

	if (!paths)
		paths = json_object_get(state, "cgroupPaths");
	path = json_string_value(json_object_get(paths, ""));
	if (!path)
		path = json_string_value(json_object_get(paths, "unified"));

	return path ? hierarchy_below(hierarchy, path) : NULL;
}

static bool places(const struct hierarchy *hierarchy, const json_t *state,
		   const char *path)
{
	const char *known;

	known = json_string_value(json_object_get(state, "cgroup-path"));
	if (!known)
		known = runc_path(hierarchy, state);

	/* crun does not always write the first slash. */
	return known && !strcmp(known + (*known == '/'), path + 1);
}

static bool is_placed(const struct runtimes *runtimes, const char *root,
		      const struct state_file *state, const char *name,
		      const char *path)
{
	struct stat file;
	json_t *json;
	char *from;
	bool placed;

	if (asprintf(&from, "%s/%s/%s/%s", root, state->runtime, name,
		     state->file) < 0)
		return false;

	json = read_json(from, &file);
	placed = places(runtimes->hierarchy, json, path);
	json_decref(json);
	free(from);

	return placed;
}

bool runtimes_place(const struct runtimes *runtimes, const char *name,
		    const char *path)
{
	size_t i, j;

	/* A container in the root has no control group of its own. */
	if (!path[1] || !strcmp(name, ".") || !strcmp(name, ".."))
		return false;

	for (i = 0; i < runtimes->nr_state_roots; i++) {
		for (j = 0; j < ARRAY_SIZE(state_files); j++) {
			if (is_placed(runtimes, runtimes->state_roots[i],
				      &state_files[j], name, path))
				return true;
		}
	}

	return false;
}
