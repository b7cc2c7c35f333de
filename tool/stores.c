// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "datafile.h"
#include "identity.h"
#include "stores.h"

/* What one file says, kept for as long as it is the same. */
struct store {
	char *path;
	struct stat file;
	/* Id to no more than is asked for; NULL if there is none. */
	json_t *containers;
};

/* What it says of a container, in an object in a string. */
#define METADATA "metadata"

/* What its engine has called it. */
#define NAMES "names"

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
		json_decref(stores->at[stores->nr].containers);
		free(stores->at[stores->nr].path);
	}
	free(stores->at);
	stores->at = NULL;
}

static json_t *pick(const json_t *container)
{
	json_t *picked = json_object();

	json_object_set(picked, NAMES, json_object_get(container, NAMES));
	json_object_set(picked, METADATA, json_object_get(container, METADATA));

	return picked;
}

static json_t *pick_by_id(const json_t *containers)
{
	json_t *by_id = json_object();
	const json_t *container;
	const char *id;
	size_t i;

	json_array_foreach(containers, i, container)
	{
		id = json_string_value(json_object_get(container, "id"));
		if (id)
			json_object_set_new(by_id, id, pick(container));
	}

	return by_id;
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

	json_decref(store->containers);
	containers = datafile_read(store->path, &store->file);
	store->containers = pick_by_id(containers);
	json_decref(containers);
}

/* NULL if it is not known here. */
static const json_t *find(struct store *store, const char *id)
{
	refresh(store);
	return json_object_get(store->containers, id);
}

static json_t *read_metadata(const json_t *container)
{
	const char *text =
		json_string_value(json_object_get(container, METADATA));

	return text ? json_loads(text, 0, NULL) : NULL;
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* Of these two CRI-O alone has pods, and another name for what is in them. */
static void tell(const json_t *container, struct identity *identity)
{
	const json_t *names = json_object_get(container, NAMES);
	json_t *metadata = read_metadata(container);
	bool in_pod = text_of(metadata, "pod-name");

	identity_tell(identity, RECORD_NAME_RUNTIME,
		      in_pod ? "cri-o" : "podman");
	identity_tell(identity, RECORD_NAME_CONTAINER,
		      text_of(metadata, "metadata-name"));
	identity_tell(identity, RECORD_NAME_CONTAINER,
		      json_string_value(json_array_get(names, 0)));
	identity_tell(identity, RECORD_NAME_IMAGE,
		      text_of(metadata, "image-name"));
	json_decref(metadata);
}

static bool is_among(const json_t *names, const char *name)
{
	const json_t *known;
	const char *text;
	size_t i;

	json_array_foreach(names, i, known)
	{
		text = json_string_value(known);
		if (text && !strcmp(text, name))
			return true;
	}

	return false;
}

static bool calls(struct store *store, const char *id, const char *name)
{
	const json_t *container = find(store, id);
	json_t *metadata = read_metadata(container);
	const char *text = text_of(metadata, "metadata-name");
	bool same = (text && !strcmp(text, name)) ||
		    is_among(json_object_get(container, NAMES), name);

	json_decref(metadata);
	return same;
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

void stores_tell(const struct stores *stores, const char *id,
		 struct identity *identity)
{
	const json_t *container = NULL;
	size_t i;

	for (i = 0; !container && i < stores->nr; i++)
		container = find(&stores->at[i], id);
	if (container)
		tell(container, identity);
}
