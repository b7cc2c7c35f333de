// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "datafile.h"
#include "hierarchy.h"
#include "states.h"

/* ROOT/RUNTIME/NAME/FILE */
struct state {
	const char *runtime;
	const char *file;
};

static const struct state states[] = {
	{ "crun", "status" },
	{ "runc", "state.json" },
};

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

static bool is_placed(const char *from, const struct hierarchy *hierarchy,
		      const char *path)
{
	struct stat file;
	json_t *json = datafile_read(from, &file);
	bool placed = places(hierarchy, json, path);

	json_decref(json);
	return placed;
}

bool states_place(const char *root, const struct hierarchy *hierarchy,
		  const char *name, const char *path)
{
	bool placed = false;
	char *from;
	size_t i;

	for (i = 0; !placed && i < sizeof(states) / sizeof(states[0]); i++) {
		if (asprintf(&from, "%s/%s/%s/%s", root, states[i].runtime,
			     name, states[i].file) < 0)
			return false;
		placed = is_placed(from, hierarchy, path);
		free(from);
	}

	return placed;
}
