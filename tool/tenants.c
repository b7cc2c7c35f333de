// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "component.h"
#include "hierarchy.h"
#include "lists.h"
#include "procfs.h"
#include "tenants.h"

/* A walk through the control groups. */
struct visit {
	const struct hierarchy *hierarchy;
	uint64_t id;
	struct numbers *tgids;
	/* The control group of that number, once it was found. */
	char *path;
};

static int add_group(const struct visit *visit, const char *path)
{
	char name[PATH_MAX];
	unsigned int tgid;
	FILE *file;
	int err = 0;

	snprintf(name, sizeof(name), "%s%s/cgroup.procs",
		 hierarchy_top(visit->hierarchy), path);
	file = fopen(name, "re");
	if (!file)
		return 0;

	/* 0 is one that we have no number for. */
	while (!err && fscanf(file, "%u", &tgid) == 1) {
		if (tgid)
			err = lists_add_number(visit->tgids, tgid);
	}
	fclose(file);

	return err;
}

/* The root is above all. */
static bool is_below(const char *path, const char *top)
{
	return !strcmp(top, "/") || component_below(top, path);
}

static int visit_group(void *context, const char *path)
{
	struct visit *visit = context;
	uint64_t id;

	if (!visit->path && !hierarchy_id(visit->hierarchy, path, &id) &&
	    id == visit->id) {
		visit->path = strdup(path);
		if (!visit->path)
			return -ENOMEM;
	}

	return visit->path && is_below(path, visit->path) ?
		       add_group(visit, path) :
		       0;
}

int tenants_of_cgroup(struct numbers *tgids, const struct hierarchy *hierarchy,
		      uint64_t id)
{
	struct visit visit = {
		.hierarchy = hierarchy,
		.id = id,
		.tgids = tgids,
	};
	int err = hierarchy_walk(hierarchy, visit_group, &visit);

	free(visit.path);
	return err;
}

/* All processes, each with its parent behind it. */
static int add_families(struct numbers *families, const char *proc)
{
	DIR *dir = opendir(proc);
	struct dirent *entry;
	uint64_t tgid;
	uint32_t parent;
	int err = 0;

	if (!dir)
		return -errno;

	while (!err && (entry = readdir(dir))) {
		if (!lists_number(entry->d_name, strlen(entry->d_name),
				  UINT32_MAX, &tgid))
			continue;
		parent = procfs_parent(proc, tgid);
		err = lists_add_number(families, tgid);
		if (!err)
			err = lists_add_number(families, parent);
	}
	closedir(dir);

	return err;
}

static bool has(const struct numbers *numbers, uint64_t number)
{
	size_t i;

	for (i = 0; i < numbers->nr; i++) {
		if (numbers->at[i] == number)
			return true;
	}

	return false;
}

int tenants_of_tree(struct numbers *tgids, const char *proc, uint32_t tgid)
{
	struct numbers families = { NULL, 0 };
	size_t next = tgids->nr;
	size_t i;
	int err;

	err = add_families(&families, proc);
	if (!err)
		err = lists_add_number(tgids, tgid);
	/* The list grows while it is gone through. */
	for (; !err && next < tgids->nr; next++) {
		for (i = 0; i < families.nr && !err; i += 2) {
			if (families.at[i + 1] == tgids->at[next] &&
			    !has(tgids, families.at[i]))
				err = lists_add_number(tgids, families.at[i]);
		}
	}
	lists_clear_numbers(&families);

	return err;
}
