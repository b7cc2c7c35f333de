// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <string.h>

#include "path.h"

/* An end that says that there was more of the path. */
#define CUT "..."

static_assert(offsetof(struct captrace_exec, path_size) ==
		      offsetof(struct captrace_cgroup, path_size),
	      "path_size");
static_assert(offsetof(struct captrace_exec, path) ==
		      offsetof(struct captrace_cgroup, path),
	      "path");
static_assert(CAPTRACE_EXEC_CUT == CAPTRACE_CGROUP_CUT, "CUT");

static void add(struct path *path, const void *bytes, size_t size)
{
	size_t room = sizeof(path->bytes) - sizeof(CUT) - path->size;
	size_t missing = path->wanted - path->size;

	if (size > missing)
		size = missing;
	if (size > room) {
		size = room;
		path->cut = true;
	}

	memcpy(path->bytes + path->size, bytes, size);
	path->size += size;
}

void path_begin(struct path *path, const union record *record)
{
	const struct captrace_exec *exec = &record->exec;

	path->under_way = true;
	path->cut = exec->head.flags & CAPTRACE_EXEC_CUT;
	path->wanted = exec->path_size;
	path->size = 0;
	add(path, exec->path, sizeof(exec->path));
}

void path_add(struct path *path, const struct captrace_more *more)
{
	if (path->under_way)
		add(path, more->bytes, sizeof(more->bytes));
}

const char *path_end(struct path *path)
{
	bool cut = path->cut || path->size < path->wanted;

	if (!path->under_way)
		return NULL;

	path->under_way = false;
	strcpy(path->bytes + path->size, cut && path->size ? CUT : "");

	return path->bytes;
}
