// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stacks.h"

/* They are numbered in a row; one that is damaged must not cost all memory. */
#define ID_MAX	 (1u << 20)
#define FIRST_NR 256

static int grow(struct stacks *stacks, uint32_t id)
{
	size_t nr = stacks->nr ? stacks->nr : FIRST_NR;
	char **at;

	while (nr <= id)
		nr *= 2;

	at = realloc(stacks->at, nr * sizeof(*at));
	if (!at)
		return -ENOMEM;

	memset(at + stacks->nr, 0, (nr - stacks->nr) * sizeof(*at));
	stacks->at = at;
	stacks->nr = nr;

	return 0;
}

int stacks_add(struct stacks *stacks, uint32_t id, const char *text)
{
	char *copy;

	if (id > ID_MAX)
		return 0;
	if (id >= stacks->nr && grow(stacks, id))
		return -ENOMEM;

	copy = strdup(text);
	if (!copy)
		return -ENOMEM;

	free(stacks->at[id]);
	stacks->at[id] = copy;

	return 0;
}

const char *stacks_find(const struct stacks *stacks, uint32_t id)
{
	return id && id < stacks->nr ? stacks->at[id] : NULL;
}

void stacks_clear(struct stacks *stacks)
{
	size_t i;

	for (i = 0; i < stacks->nr; i++)
		free(stacks->at[i]);
	free(stacks->at);
	*stacks = (struct stacks){ NULL };
}
