/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SEARCH_H
#define CAPTRACE_SEARCH_H

#include <stdint.h>

struct hierarchy;
struct runtimes;
struct wish;

/*
 * Looks for what is wished for, and hands the number of each control group that
 * matches best to @take, but for those below another one.  0 or what @take
 * returned, or a negative errno and the user has been told: -ENOENT where there
 * is nothing of this name now, -ENOTUNIQ where a word may mean several
 * containers.
 */
int search_find(const struct wish *wish, const struct hierarchy *hierarchy,
		struct runtimes *runtimes,
		int (*take)(void *context, uint64_t id), void *context);

#endif
