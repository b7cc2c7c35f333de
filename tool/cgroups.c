// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "cgroups.h"
#include "identity.h"
#include "runtimes.h"
#include "wishes.h"

/* Nobody tells of the end of a control group: some day the table is full. */
#define NR_BUCKETS  4096
#define BUCKET_SIZE 16

/*
 * A runtime may tell of a container only after the first checks in its control
 * group: what is not wanted, or not known, is asked about again for a while.
 */
#define YOUNG_NS 2000000000ull
#define AGAIN_NS 50000000ull

struct cgroup {
	struct cgroup *next;
	uint64_t id;
	uint64_t first_ns;
	uint64_t judged_ns;
	uint64_t asked_ns;
	bool whole;
	bool wanted;
	/* No runtime has told of it yet, and one may. */
	bool unknown;
	bool has_news;
	/* NULL where only names are known. */
	char *path;
	struct identity identity;
};

/* Those asked about last come first in a bucket, and so the last is to go. */
struct cgroup_table {
	const struct wishes *wishes;
	struct runtimes *runtimes;
	struct cgroup *buckets[NR_BUCKETS];
};

struct cgroup_table *cgroup_table_create(const struct wishes *wishes,
					 struct runtimes *runtimes)
{
	struct cgroup_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;

	table->wishes = wishes;
	table->runtimes = runtimes;

	return table;
}

/* NULL is fine. */
static void cgroup_destroy(struct cgroup *cgroup)
{
	if (!cgroup)
		return;

	free(cgroup->path);
	identity_clear(&cgroup->identity);
	free(cgroup);
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
			cgroup_destroy(cgroup);
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

	cgroup_destroy(*place);
	*place = NULL;
}

static bool is_young(const struct cgroup *cgroup, uint64_t time_ns,
		     uint64_t last_ns)
{
	return time_ns < cgroup->first_ns + YOUNG_NS &&
	       time_ns >= last_ns + AGAIN_NS;
}

static void fill(const struct cgroup *cgroup, struct names *names)
{
	names->cgroup = cgroup->path;
	identity_names(&cgroup->identity, names);
}

/*
 * One that was wanted stays so, though a runtime may have forgotten the name
 * of a container that is gone.
 */
static void judge(const struct cgroup_table *table, struct cgroup *cgroup,
		  uint64_t time_ns)
{
	struct names names = { NULL };

	fill(cgroup, &names);
	cgroup->judged_ns = time_ns;
	cgroup->wanted = cgroup->wanted || !cgroup->whole || !table->wishes ||
			 wishes_cover(table->wishes, &names);
}

/* Whether there is anything that a runtime could tell. */
static bool is_unknown(const struct cgroup_table *table,
		       const struct cgroup *cgroup)
{
	const struct identity *identity = &cgroup->identity;

	return table->runtimes && cgroup->whole && cgroup->path[0] == '/' &&
	       cgroup->path[1] && !identity->names[RECORD_NAME_CONTAINER] &&
	       (identity_id(identity) ||
		!identity->names[RECORD_NAME_CONTAINER_ID]);
}

static void ask(struct cgroup_table *table, struct cgroup *cgroup,
		uint64_t time_ns)
{
	cgroup->asked_ns = time_ns;
	if (runtimes_tell(table->runtimes, cgroup->path, &cgroup->identity)) {
		cgroup->has_news = true;
		cgroup->unknown = false;
	}
}

static void ask_again(struct cgroup_table *table, struct cgroup *cgroup,
		      uint64_t time_ns)
{
	if (cgroup->unknown && is_young(cgroup, time_ns, cgroup->asked_ns))
		ask(table, cgroup, time_ns);
}

/* The one of this number, also where nothing is known of it yet. */
static struct cgroup *find_or_add(struct cgroup_table *table, uint64_t id)
{
	struct cgroup *cgroup = find(table, id);

	if (cgroup)
		return cgroup;

	cgroup = calloc(1, sizeof(*cgroup));
	if (!cgroup)
		return NULL;

	cgroup->id = id;
	put_first(table, cgroup);
	forget_last(table, id);

	return cgroup;
}

/* A path that is cut might end in the beginning of any name. */
static void set_path(struct cgroup_table *table, struct cgroup *cgroup,
		     const char *path, bool whole, uint64_t time_ns)
{
	char *copy = strdup(path);

	if (!copy)
		return;

	if (!cgroup->whole) {
		cgroup->first_ns = time_ns;
		cgroup->wanted = false;
	}
	free(cgroup->path);
	cgroup->path = copy;
	cgroup->whole = whole;
	if (whole)
		identity_read(&cgroup->identity, path);
	cgroup->unknown = is_unknown(table, cgroup);
	if (cgroup->unknown)
		ask(table, cgroup, time_ns);
	judge(table, cgroup, time_ns);
}

void cgroup_learn(struct cgroup_table *table,
		  const struct captrace_cgroup *record, const char *path,
		  bool whole)
{
	struct cgroup *cgroup;

	if (!*path)
		return;

	cgroup = find_or_add(table, record->who.cgroup_id);
	if (cgroup && (whole || !cgroup->path))
		set_path(table, cgroup, path, whole, record->head.time_ns);
}

void cgroup_name(struct cgroup_table *table, uint64_t id,
		 enum record_name_of of, const char *text)
{
	struct cgroup *cgroup = find_or_add(table, id);

	if (!cgroup)
		return;

	identity_record(&cgroup->identity, of, text);
	if (cgroup->path)
		judge(table, cgroup, cgroup->judged_ns);
}

void cgroup_names(struct cgroup_table *table, uint64_t id, uint64_t time_ns,
		  struct names *names)
{
	static const struct cgroup nothing;
	struct cgroup *cgroup = find(table, id);

	if (cgroup)
		ask_again(table, cgroup, time_ns);
	fill(cgroup ? cgroup : &nothing, names);
}

bool cgroup_has_news(struct cgroup_table *table, uint64_t id, uint64_t time_ns)
{
	struct cgroup *cgroup = find(table, id);
	bool has_news;

	if (!cgroup)
		return false;

	ask_again(table, cgroup, time_ns);
	has_news = cgroup->has_news;
	cgroup->has_news = false;

	return has_news;
}

bool cgroup_wanted(struct cgroup_table *table, uint64_t id, uint64_t time_ns)
{
	struct cgroup *cgroup = find(table, id);

	if (!cgroup || !cgroup->path)
		return true;

	if (!cgroup->wanted && is_young(cgroup, time_ns, cgroup->judged_ns)) {
		ask_again(table, cgroup, time_ns);
		judge(table, cgroup, time_ns);
	}

	return cgroup->wanted;
}
