// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "buckets.h"

#define FIRST_BUCKETS 256

int buckets_init(struct buckets *buckets)
{
	buckets->nr = 0;
	buckets->nr_buckets = FIRST_BUCKETS;
	buckets->at = calloc(FIRST_BUCKETS, sizeof(*buckets->at));

	return buckets->at ? 0 : -ENOMEM;
}

void buckets_clear(struct buckets *buckets)
{
	struct bucket_entry *entry, *next;
	size_t i;

	for (i = 0; buckets->at && i < buckets->nr_buckets; i++) {
		for (entry = buckets->at[i]; entry; entry = next) {
			next = entry->next;
			free(entry);
		}
	}
	free(buckets->at);
	*buckets = (struct buckets){ 0 };
}

struct bucket_entry **buckets_of(const struct buckets *buckets, uint64_t hash)
{
	return &buckets->at[hash & (buckets->nr_buckets - 1)];
}

static void put(struct buckets *buckets, struct bucket_entry *entry)
{
	struct bucket_entry **bucket = buckets_of(buckets, entry->hash);

	entry->next = *bucket;
	*bucket = entry;
}

static void grow(struct buckets *buckets)
{
	struct buckets larger = *buckets;
	struct bucket_entry *entry, *next;
	size_t i;

	larger.nr_buckets *= 2;
	larger.at = calloc(larger.nr_buckets, sizeof(*larger.at));
	if (!larger.at)
		return;

	for (i = 0; i < buckets->nr_buckets; i++) {
		for (entry = buckets->at[i]; entry; entry = next) {
			next = entry->next;
			put(&larger, entry);
		}
	}
	free(buckets->at);
	*buckets = larger;
}

void buckets_add(struct buckets *buckets, struct bucket_entry *entry)
{
	put(buckets, entry);
	buckets->nr++;
	if (buckets->nr > buckets->nr_buckets)
		grow(buckets);
}
