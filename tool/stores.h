/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STORES_H
#define CAPTRACE_STORES_H

#include <stdbool.h>
#include <stddef.h>

struct identity;
struct store;

/* podman's and CRI-O's files about their containers.  All zero is none. */
struct stores {
	struct store *at;
	size_t nr;
};

/* Those in the directory of a storage.  0 or -ENOMEM. */
int stores_add(struct stores *stores, const char *storage);

/* Frees what the stores own, and empties them. */
void stores_clear(struct stores *stores);

/* Whether one of them calls the container @id by @name. */
bool stores_call(const struct stores *stores, const char *id, const char *name);

/* What the first of them that knows the container @id says of it. */
void stores_tell(const struct stores *stores, const char *id,
		 struct identity *identity);

#endif
