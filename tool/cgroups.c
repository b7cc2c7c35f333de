// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "cgroups.h"
#include "wishes.h"

/* Nobody tells of the end of a control group: some day the table is full. */
#define NR_BUCKETS  4096
#define BUCKET_SIZE 16

/*
 * A runtime may tell of a container only after the first checks in its control
 * group: what is not wanted is asked about again for a while.
 */
#define YOUNG_NS 2000000000ull
#define AGAIN_NS 50000000ull

struct cgroup {
	struct cgroup *next;
	uint64_t id;
	uint64_t first_ns;
	uint64_t judged_ns;
	bool whole;
	bool wanted;
	char path[];
};

/* Those asked about last come first in a bucket, and so the last is to go. */
struct cgroup_table {
	const struct wishes *wishes;
	struct cgroup *buckets[NR_BUCKETS];
};

struct cgroup_table *cgroup_table_create(const struct wishes *wishes)
{
	struct cgroup_table *table = calloc(1, sizeof(*table));

	if (table)
		table->wishes = wishes;

	return table;
}

void cgroup_table_destroy(struct cgroup_table *table)
{
	struct cgroup *cgroup, *next;
	size_t i;

	if (!table)
		return;

	for (i = 0; i < NR_BUCKETS; i++) {
		for (cgroup = table->buckets[i]; cgroup; cgroup = next) {
			next = cgroup->next;
			free(cgroup);
		}
	}
	free(table);
}

/* Where kernels use a number again, its high half tells the lives apart. */
static struct cgroup **find_bucket(struct cgroup_table *table, uint64_t id)
{
	return &table->buckets[(id ^ id >> 32) % NR_BUCKETS];
}

/* Takes it out of its bucket.  NULL if it is not known. */
static struct cgroup *take_out(struct cgroup_table *table, uint64_t id)
{
	struct cgroup **place = find_bucket(table, id);
	struct cgroup *cgroup;

	while (*place && (*place)->id != id)
		place = &(*place)->next;

	cgroup = *place;
	if (cgroup)
		*place = cgroup->next;

	return cgroup;
}

static void put_first(struct cgroup_table *table, struct cgroup *cgroup)
{
	struct cgroup **bucket = find_bucket(table, cgroup->id);

	cgroup->next = *bucket;
	*bucket = cgroup;
}

static struct cgroup *find(struct cgroup_table *table, uint64_t id)
{
	struct cgroup *cgroup = take_out(table, id);

	if (cgroup)
		put_first(table, cgroup);

	return cgroup;
}

static void forget_last(struct cgroup_table *table, uint64_t id)
{
	struct cgroup **place = find_bucket(table, id);
	size_t i;

	for (i = 0; *place && i < BUCKET_SIZE; i++)
		place = &(*place)->next;

	free(*place);
	*place = NULL;
}

/*
 * One that was wanted stays so, though a runtime may have forgotten the name
 * of a container that is gone.
 */
static void judge(const struct cgroup_table *table, struct cgroup *cgroup,
		  uint64_t time_ns)
{
	cgroup->judged_ns = time_ns;
	cgroup->wanted = cgroup->wanted || !cgroup->whole || !table->wishes ||
			 wishes_cover(table->wishes, cgroup->path);
}

static struct cgroup *cgroup_create(uint64_t id, const char *path, bool whole,
				    uint64_t time_ns)
{
	struct cgroup *cgroup = malloc(sizeof(*cgroup) + strlen(path) + 1);

	if (!cgroup)
		return NULL;

	strcpy(cgroup->path, path);
	cgroup->id = id;
	cgroup->first_ns = time_ns;
	cgroup->whole = whole;
	cgroup->wanted = false;

	return cgroup;
}

void cgroup_learn(struct cgroup_table *table,
		  const struct captrace_cgroup *record, const char *path,
		  bool whole)
{
	uint64_t time_ns = record->head.time_ns;
	uint64_t id = record->who.cgroup_id;
	struct cgroup *old = find(table, id);
	struct cgroup *cgroup;

	if (!*path || (old && !whole))
		return;

	cgroup = cgroup_create(id, path, whole, time_ns);
	if (!cgroup)
		return;

	if (old && old->whole) {
		cgroup->first_ns = old->first_ns;
		cgroup->wanted = old->wanted;
	}
	judge(table, cgroup, time_ns);
	free(take_out(table, id));
	put_first(table, cgroup);
	forget_last(table, id);
}

const char *cgroup_path(struct cgroup_table *table, uint64_t id)
{
	const struct cgroup *cgroup = find(table, id);

	return cgroup ? cgroup->path : NULL;
}

bool cgroup_wanted(struct cgroup_table *table, uint64_t id, uint64_t time_ns)
{
	struct cgroup *cgroup = find(table, id);

	if (!cgroup)
		return true;

	if (!cgroup->wanted && time_ns < cgroup->first_ns + YOUNG_NS &&
	    time_ns >= cgroup->judged_ns + AGAIN_NS)
		judge(table, cgroup, time_ns);

	return cgroup->wanted;
}
