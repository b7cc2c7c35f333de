/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_BUCKETS_H
#define CAPTRACE_BUCKETS_H

#include <stddef.h>
#include <stdint.h>

/* What is found by a hash: the first member of a struct from malloc(). */
struct bucket_entry {
	struct bucket_entry *next;
	uint64_t hash;
};

struct buckets {
	/* Entries in all. */
	size_t nr;
	/* A power of two. */
	size_t nr_buckets;
	struct bucket_entry **at;
};

/* 0 or -ENOMEM. */
int buckets_init(struct buckets *buckets);

/* Frees all entries, and what the buckets own; all zero is fine. */
void buckets_clear(struct buckets *buckets);

/*
 * The bucket of those with this hash, among which others may be: to walk along,
 * or to take an entry out of, which is counted in @nr.
 */
struct bucket_entry **buckets_of(const struct buckets *buckets, uint64_t hash);

/*
 * One more, whose hash is set.  Without memory for more buckets those that
 * there are will do.
 */
void buckets_add(struct buckets *buckets, struct bucket_entry *entry);

#endif
