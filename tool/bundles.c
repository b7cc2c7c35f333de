// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bundles.h"
#include "datafile.h"
#include "identity.h"

#define TASKS "io.containerd.runtime.v2.task"

/* In each of these: NAMESPACE/ID/config.json */
static const char *const directories[] = {
	"/run/containerd/" TASKS,
	"/run/k3s/containerd/" TASKS,
};

/* The namespace in which docker has its containers. */
#define DOCKER "moby"

struct note {
	const char *annotation;
	enum record_name_of of;
};

static const struct note notes[] = {
	{ "io.kubernetes.cri.container-name", RECORD_NAME_CONTAINER },
	{ "nerdctl/name", RECORD_NAME_CONTAINER },
	{ "io.kubernetes.cri.image-name", RECORD_NAME_IMAGE },
	{ "io.kubernetes.cri.sandbox-uid", RECORD_NAME_POD },
};

static void tell(const json_t *config, const char *space,
		 struct identity *identity)
{
	const json_t *annotations = json_object_get(config, "annotations");
	const json_t *text;
	size_t i;

	identity_tell(identity, RECORD_NAME_RUNTIME,
		      strcmp(space, DOCKER) != 0 ? "containerd" : "docker");
	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		text = json_object_get(annotations, notes[i].annotation);
		identity_tell(identity, notes[i].of, json_string_value(text));
	}
}

static void ask(const char *directory, const char *space, const char *id,
		struct identity *identity)
{
	struct stat file;
	json_t *config;
	char *path;

	if (asprintf(&path, "%s/%s/%s/config.json", directory, space, id) < 0)
		return;

	config = datafile_read(path, &file);
	if (json_is_object(config))
		tell(config, space, identity);
	json_decref(config);
	free(path);
}

static void ask_all(const char *directory, const char *id,
		    struct identity *identity)
{
	DIR *spaces = opendir(directory);
	const struct dirent *space;

	if (!spaces)
		return;

	while ((space = readdir(spaces))) {
		if (*space->d_name != '.')
			ask(directory, space->d_name, id, identity);
	}
	closedir(spaces);
}

void bundles_tell(const char *prefix, const char *id, struct identity *identity)
{
	char *directory;
	size_t i;

	for (i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
		if (asprintf(&directory, "%s%s", prefix, directories[i]) < 0)
			return;
		ask_all(directory, id, identity);
		free(directory);
	}
}
