// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "datafile.h"
#include "hierarchy.h"
#include "identity.h"
#include "states.h"

/* Users write some of these directories, and shall not keep us busy. */
#define MAX_ENTRIES 4096

/* A directory that is older will have a later time when it changes. */
#define SETTLED_S 2

/* ROOT/RUNTIME/NAME/FILE */
struct kind {
	const char *runtime;
	const char *file;
};

static const struct kind kinds[] = {
	{ "crun", "status" },
	{ "runc", "state.json" },
};

static_assert(sizeof(kinds) / sizeof(kinds[0]) == STATES_RUNTIMES, "kinds");

/* The container that is nearest to a control group. */
struct nearest {
	const char *runtime;
	/* Up to a slash. */
	const char *key;
	size_t size;
};

void states_open(struct states *states, char *root)
{
	*states = (struct states){ .root = root };
}

void states_clear(struct states *states)
{
	size_t i;

	for (i = 0; i < STATES_RUNTIMES; i++)
		json_decref(states->known[i]);
	free(states->root);
	*states = (struct states){ NULL };
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

	return path && hierarchy ? hierarchy_below(hierarchy, path) : NULL;
}

/*
 * Without the first slash, which crun does not always write.  NULL for none,
 * and for the root: there a container has no control group of its own.
 */
static char *read_place(const char *from, const struct hierarchy *hierarchy)
{
	struct stat file;
	json_t *state = datafile_read(from, &file);
	const char *path;
	char *place;

	path = json_string_value(json_object_get(state, "cgroup-path"));
	if (!path)
		path = runc_path(hierarchy, state);
	if (path)
		path += *path == '/';
	place = path && *path ? strdup(path) : NULL;
	json_decref(state);

	return place;
}

bool states_place(const struct states *states,
		  const struct hierarchy *hierarchy, const char *name,
		  const char *path)
{
	bool placed = false;
	char *place;
	char *from;
	size_t i;

	for (i = 0; !placed && i < STATES_RUNTIMES; i++) {
		if (asprintf(&from, "%s/%s/%s/%s", states->root,
			     kinds[i].runtime, name, kinds[i].file) < 0)
			return false;
		place = read_place(from, hierarchy);
		placed = place && !strcmp(place, path + 1);
		free(place);
		free(from);
	}

	return placed;
}

/* No other file has the same; NULL if there is none. */
static char *make_key(int directory, const char *name, const char *file)
{
	struct stat now;
	char *path;
	char *key;
	int err;

	if (asprintf(&path, "%s/%s", name, file) < 0)
		return NULL;

	err = fstatat(directory, path, &now, AT_SYMLINK_NOFOLLOW);
	free(path);
	if (err ||
	    asprintf(&key, "%s/%llu %lld.%09ld", name,
		     (unsigned long long)now.st_ino,
		     (long long)now.st_mtim.tv_sec, now.st_mtim.tv_nsec) < 0)
		return NULL;

	return key;
}

static json_t *read_state(const char *root, const struct kind *kind,
			  const char *name, const struct hierarchy *hierarchy)
{
	char *place;
	char *file;
	json_t *value;

	if (asprintf(&file, "%s/%s/%s/%s", root, kind->runtime, name,
		     kind->file) < 0)
		return NULL;

	place = read_place(file, hierarchy);
	value = json_string(place ?: "");
	free(place);
	free(file);

	return value;
}

/* A map from "NAME/which file" to its path.  False if some have no file yet. */
static bool look(DIR *entries, const struct states *states, size_t i,
		 const struct hierarchy *hierarchy, json_t *fresh)
{
	const struct dirent *entry;
	bool complete = true;
	json_t *known;
	char *key;
	size_t nr;

	for (nr = 0; nr < MAX_ENTRIES && (entry = readdir(entries)); nr++) {
		if (*entry->d_name == '.')
			continue;
		key = make_key(dirfd(entries), entry->d_name, kinds[i].file);
		complete = complete && key;
		if (!key)
			continue;
		known = json_incref(json_object_get(states->known[i], key));
		if (!known)
			known = read_state(states->root, &kinds[i],
					   entry->d_name, hierarchy);
		json_object_set_new(fresh, key, known);
		free(key);
	}

	return complete;
}

static DIR *open_directory(const struct states *states, size_t i,
			   struct stat *now)
{
	DIR *entries = NULL;
	char *path;
	int fd;

	if (asprintf(&path, "%s/%s", states->root, kinds[i].runtime) < 0)
		return NULL;

	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	free(path);
	if (fd >= 0 && !fstat(fd, now))
		entries = fdopendir(fd);
	if (fd >= 0 && !entries)
		close(fd);

	return entries;
}

static bool is_seen(const struct stat *seen, const struct stat *now)
{
	return seen->st_dev == now->st_dev && seen->st_ino == now->st_ino &&
	       seen->st_mtim.tv_sec == now->st_mtim.tv_sec &&
	       seen->st_mtim.tv_nsec == now->st_mtim.tv_nsec;
}

static void refresh(struct states *states, const struct hierarchy *hierarchy,
		    size_t i)
{
	struct stat now;
	DIR *entries = open_directory(states, i, &now);
	json_t *fresh = NULL;

	if (entries && is_seen(&states->seen[i], &now)) {
		closedir(entries);
		return;
	}

	memset(&states->seen[i], 0, sizeof(now));
	if (entries) {
		fresh = json_object();
		if (look(entries, states, i, hierarchy, fresh) &&
		    time(NULL) >= now.st_mtim.tv_sec + SETTLED_S)
			states->seen[i] = now;
		closedir(entries);
	}
	json_decref(states->known[i]);
	states->known[i] = fresh;
}

static bool is_in(const char *path, const char *place)
{
	size_t size = strlen(place);

	return size && !strncmp(path + 1, place, size) &&
	       (!path[1 + size] || path[1 + size] == '/');
}

static void find_nearest(json_t *known, const char *runtime, const char *path,
			 struct nearest *nearest)
{
	const char *place;
	const char *key;
	json_t *value;

	json_object_foreach(known, key, value)
	{
		place = json_string_value(value);
		if (is_in(path, place) && strlen(place) > nearest->size) {
			nearest->runtime = runtime;
			nearest->key = key;
			nearest->size = strlen(place);
		}
	}
}

void states_tell(struct states *states, const struct hierarchy *hierarchy,
		 const char *path, struct identity *identity)
{
	struct nearest nearest = { NULL };
	char *name;
	size_t i;

	for (i = 0; i < STATES_RUNTIMES; i++) {
		refresh(states, hierarchy, i);
		find_nearest(states->known[i], kinds[i].runtime, path,
			     &nearest);
	}
	if (!nearest.key)
		return;

	name = strndup(nearest.key, strcspn(nearest.key, "/"));
	identity_tell(identity, RECORD_NAME_RUNTIME, nearest.runtime);
	identity_tell(identity, RECORD_NAME_CONTAINER_ID, name);
	free(name);
}
