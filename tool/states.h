/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STATES_H
#define CAPTRACE_STATES_H

#include <stdbool.h>
#include <sys/stat.h>

#include <jansson.h>

struct hierarchy;
struct identity;

/* What they have said, for one directory of each runtime. */
#define STATES_RUNTIMES 2

/* The files of crun and runc about their containers.  All zero is none. */
struct states {
	char *root;
	/* What was read, for as long as it is the same. */
	json_t *known[STATES_RUNTIMES];
	/* The directories then; all zero for what may change unseen. */
	struct stat seen[STATES_RUNTIMES];
};

/*
 * Those in the directories of the runtimes in @root, which they take, and which
 * the caller has allocated.
 */
void states_open(struct states *states, char *root);

/* Frees what they own, and empties them. */
void states_clear(struct states *states);

/*
 * Whether crun or runc has put the container @name into the control group
 * @path.  The hierarchy is where it is mounted; NULL where it is not.
 */
bool states_place(const struct states *states,
		  const struct hierarchy *hierarchy, const char *name,
		  const char *path);

/* Who has been put into the control group @path, or into one above it. */
void states_tell(struct states *states, const struct hierarchy *hierarchy,
		 const char *path, struct identity *identity);

#endif
