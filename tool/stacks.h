/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STACKS_H
#define CAPTRACE_STACKS_H

#include <stddef.h>
#include <stdint.h>

/* The stacks of a stream by their numbers.  All zero is none. */
struct stacks {
	char **at;
	size_t nr;
};

/* 0, or -ENOMEM; a number that the kernel would not give is left out. */
int stacks_add(struct stacks *stacks, uint32_t id, const char *text);

/* NULL if it is not known.  Valid until stacks_clear(). */
const char *stacks_find(const struct stacks *stacks, uint32_t id);

/* Frees what the stacks own, and empties them. */
void stacks_clear(struct stacks *stacks);

#endif
