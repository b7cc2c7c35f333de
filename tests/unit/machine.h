/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_MACHINE_H
#define CAPTRACE_MACHINE_H

#include "hierarchy.h"
#include "runtimes.h"
#include "tree.h"

/* A machine in a directory, with a user and with container runtimes. */
struct fixture {
	struct tree tree;
	struct hierarchy *hierarchy;
	struct runtimes *runtimes;
};

static inline int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	tree_create(&fixture->tree);
	tree_file(&fixture->tree, "/etc/passwd",
		  "root:x:0:0:root:/root:/bin/sh\n"
		  "u:x:1000:1000::/home/u:/bin/sh\n");
	hierarchy_open(&fixture->hierarchy, fixture->tree.cgroup);
	fixture->runtimes =
		runtimes_create(fixture->tree.top, fixture->hierarchy);
	*state = fixture;

	return !fixture->runtimes;
}

static inline int tear_down(void **state)
{
	struct fixture *fixture = *state;

	runtimes_destroy(fixture->runtimes);
	hierarchy_close(fixture->hierarchy);
	tree_destroy(&fixture->tree);
	free(fixture);

	return 0;
}

#endif
