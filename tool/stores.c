// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "datafile.h"
#include "stores.h"

/* The names in one file, kept for as long as it is the same. */
struct store {
	char *path;
	struct stat file;
	/* Id to array of names; NULL if there is none. */
	json_t *names;
};

/* In each storage; which of them is used is for its driver to say. */
static const char *const file_names[] = {
	"overlay-containers/containers.json",
	"overlay-containers/volatile-containers.json",
	"vfs-containers/containers.json",
	"vfs-containers/volatile-containers.json",
	"btrfs-containers/containers.json",
	"btrfs-containers/volatile-containers.json",
};

static int add(struct stores *stores, const char *storage, const char *name)
{
	struct store *at;
	char *path;

	if (asprintf(&path, "%s/%s", storage, name) < 0)
		return -ENOMEM;

	at = realloc(stores->at, (stores->nr + 1) * sizeof(*at));
	if (!at) {
		free(path);
		return -ENOMEM;
	}

	at[stores->nr++] = (struct store){ .path = path };
	stores->at = at;

	return 0;
}

int stores_add(struct stores *stores, const char *storage)
{
	int err = 0;
	size_t i;

	for (i = 0; !err && i < sizeof(file_names) / sizeof(file_names[0]); i++)
		err = add(stores, storage, file_names[i]);

	return err;
}

void stores_clear(struct stores *stores)
{
	while (stores->nr) {
		stores->nr--;
		json_decref(stores->at[stores->nr].names);
		free(stores->at[stores->nr].path);
	}
	free(stores->at);
	stores->at = NULL;
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

static void refresh(struct store *store)
{
	struct stat file;
	json_t *containers;

	if (lstat(store->path, &file))
		memset(&file, 0, sizeof(file));
	if (is_same_file(&file, &store->file))
		return;

	json_decref(store->names);
	containers = datafile_read(store->path, &store->file);
	store->names = names_by_id(containers);
	json_decref(containers);
}

static bool calls(struct store *store, const char *id, const char *name)
{
	const json_t *known;
	const char *names;
	size_t i;

	refresh(store);
	json_array_foreach(json_object_get(store->names, id), i, known)
	{
		names = json_string_value(known);
		if (names && !strcmp(names, name))
			return true;
	}

	return false;
}

bool stores_call(const struct stores *stores, const char *id, const char *name)
{
	size_t i;

	for (i = 0; i < stores->nr; i++) {
		if (calls(&stores->at[i], id, name))
			return true;
	}

	return false;
}
