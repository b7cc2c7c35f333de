/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TREE_H
#define CAPTRACE_TREE_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

/*
 * A machine in a directory: "/cgroup" below it stands for the root of the
 * hierarchy of control groups.
 */
struct tree {
	char top[64];
	char cgroup[80];
};

static inline void tree_remove(const struct tree *tree, const char *path)
{
	char command[512];

	snprintf(command, sizeof(command), "rm -rf '%s%s'", tree->top, path);
	assert_int_equal(system(command), 0);
}

/* All directories of a path, which begins with a slash. */
static inline void tree_directory(const struct tree *tree, const char *path)
{
	char whole[8192];
	char *slash;

	snprintf(whole, sizeof(whole), "%s%s/", tree->top, path);
	for (slash = strchr(whole + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(whole, 0700);
		*slash = '/';
	}
	assert_int_equal(access(whole, F_OK), 0);
}

static inline void tree_group(const struct tree *tree, const char *path)
{
	char below[4096];

	snprintf(below, sizeof(below), "/cgroup%s", path);
	tree_directory(tree, below);
}

/* As container engines write it: a new file takes the old one's place. */
static inline void tree_file(const struct tree *tree, const char *path,
			     const char *text)
{
	char whole[512];
	char fresh[520];
	char directory[512];
	FILE *file;

	snprintf(directory, sizeof(directory), "%s", path);
	*strrchr(directory, '/') = '\0';
	tree_directory(tree, directory);

	snprintf(whole, sizeof(whole), "%s%s", tree->top, path);
	snprintf(fresh, sizeof(fresh), "%s.new", whole);
	file = fopen(fresh, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	assert_int_equal(rename(fresh, whole), 0);
}

static inline void tree_create(struct tree *tree)
{
	strcpy(tree->top, "/tmp/captrace-unit-XXXXXX");
	assert_non_null(mkdtemp(tree->top));
	snprintf(tree->cgroup, sizeof(tree->cgroup), "%s/cgroup", tree->top);
	tree_group(tree, "");
}

static inline void tree_destroy(const struct tree *tree)
{
	tree_remove(tree, "");
}

#endif
