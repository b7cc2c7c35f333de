// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <mntent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "hierarchies.h"

#define MOUNTS "/proc/self/mounts"

#define BLIND "control groups, units and containers cannot be told apart"

static bool is_child(const struct dirent *entry)
{
	return entry->d_type == DT_DIR && strcmp(entry->d_name, ".") != 0 &&
	       strcmp(entry->d_name, "..") != 0;
}

/* What is mounted for one program's sake has no control group but the root. */
static bool has_children(const char *top)
{
	DIR *entries = opendir(top);
	const struct dirent *entry;

	if (!entries)
		return false;

	do {
		entry = readdir(entries);
	} while (entry && !is_child(entry));
	closedir(entries);

	return entry;
}

static enum hierarchies judge(bool has_v1, bool has_v2, bool is_used)
{
	if (has_v1)
		return is_used ? HIERARCHIES_HYBRID : HIERARCHIES_V1;

	return has_v2 ? HIERARCHIES_V2 : HIERARCHIES_NONE;
}

enum hierarchies hierarchies_find(const char *mounts)
{
	FILE *file = setmntent(mounts ? mounts : MOUNTS, "re");
	const struct mntent *mount;
	bool has_v1 = false;
	bool has_v2 = false;
	bool is_used = false;

	if (!file)
		return HIERARCHIES_V2;

	while ((mount = getmntent(file))) {
		if (!strcmp(mount->mnt_type, "cgroup")) {
			has_v1 = true;
		} else if (!strcmp(mount->mnt_type, "cgroup2")) {
			has_v2 = true;
			is_used = is_used || has_children(mount->mnt_dir);
		}
	}
	endmntent(file);

	return judge(has_v1, has_v2, is_used);
}

const char *hierarchies_complaint(enum hierarchies hierarchies)
{
	switch (hierarchies) {
	case HIERARCHIES_NONE:
		return "this machine has no hierarchy of control groups "
		       "mounted: " BLIND " (mount -t cgroup2 none "
		       "/sys/fs/cgroup)";
	case HIERARCHIES_V1:
		return "this machine has only version 1 of control "
		       "groups: " BLIND " (boot with "
		       "systemd.unified_cgroup_hierarchy=1)";
	default:
		return NULL;
	}
}
