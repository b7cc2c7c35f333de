// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "census.h"
#include "hash.h"
#include "procfs.h"
#include "tenants.h"

/* A process that has not ended yet. */
struct process {
	struct bucket_entry in;
	uint32_t tgid;
	uint64_t ticks;
	/* It has been looked at. */
	bool seen;
};

static struct process *process_of(struct bucket_entry *in)
{
	return (struct process *)in;
}

static uint64_t hash_of(uint32_t tgid)
{
	return hash_bytes(HASH_FIRST, &tgid, sizeof(tgid));
}

/* Where the process is linked, or would be. */
static struct bucket_entry **find_place(const struct census *census,
					uint32_t tgid, uint64_t ticks)
{
	struct bucket_entry **place;

	place = buckets_of(&census->processes, hash_of(tgid));
	for (; *place; place = &(*place)->next) {
		if (process_of(*place)->tgid == tgid &&
		    process_of(*place)->ticks == ticks)
			break;
	}

	return place;
}

/* One that was there, or a new one.  NULL if there is no memory. */
static struct process *ensure(struct census *census, uint32_t tgid,
			      uint64_t ticks)
{
	struct process *process = process_of(*find_place(census, tgid, ticks));

	if (process)
		return process;

	process = calloc(1, sizeof(*process));
	if (!process)
		return NULL;

	process->in.hash = hash_of(tgid);
	process->tgid = tgid;
	process->ticks = ticks;
	buckets_add(&census->processes, &process->in);

	return process;
}

int census_init(struct census *census)
{
	census->ns_per_tick = procfs_ns_per_tick();
	return buckets_init(&census->processes);
}

void census_clear(struct census *census)
{
	buckets_clear(&census->processes);
	lists_clear_numbers(&census->cgroups);
}

/* What was read is the process's own if it is there still. */
static void look_at(struct census *census, struct process *process)
{
	struct holdings holdings = { { 0 } };
	uint64_t ticks;
	size_t i;

	if (!process->tgid ||
	    !holdings_add(&holdings, census->proc, process->tgid) ||
	    !procfs_start(census->proc, process->tgid, &ticks) ||
	    ticks != process->ticks)
		return;

	for (i = 0; i < HOLDING_NR; i++)
		census->holdings.sets[i] |= holdings.sets[i];
	if (!process->seen)
		census->nr_seen++;
	process->seen = true;
}

/* The same for one that a record is about. */
static struct bucket_entry **find_who(const struct census *census,
				      const struct captrace_who *who)
{
	return find_place(census, who->tgid,
			  who->start_ns / census->ns_per_tick);
}

bool census_knows(const struct census *census, const struct captrace_who *who)
{
	return *find_who(census, who);
}

void census_forget(struct census *census, const struct captrace_who *who)
{
	struct bucket_entry **place = find_who(census, who);
	struct process *process = process_of(*place);

	if (!process)
		return;

	if (!process->seen)
		census->nr_missed++;
	*place = process->in.next;
	census->processes.nr--;
	free(process);
}

int census_meet(struct census *census, const struct captrace_who *who,
		bool changes)
{
	struct process *process =
		ensure(census, who->tgid, who->start_ns / census->ns_per_tick);

	if (!process)
		return -ENOMEM;
	if (changes || !process->seen)
		look_at(census, process);

	return 0;
}

int census_add_cgroup(struct census *census, uint64_t id)
{
	const struct numbers *cgroups = &census->cgroups;
	size_t i;

	if (!census->hierarchy || !id)
		return 0;

	for (i = 0; i < cgroups->nr; i++) {
		if (cgroups->at[i] == id)
			return 0;
	}

	return lists_add_number(&census->cgroups, id);
}

int census_meet_all(struct census *census, const struct numbers *tids)
{
	struct process *process;
	uint64_t ticks;
	uint32_t tgid;
	size_t i;

	for (i = 0; i < tids->nr; i++) {
		tgid = procfs_tgid(census->proc, tids->at[i]);
		if (!tgid || !procfs_start(census->proc, tgid, &ticks))
			continue;
		process = ensure(census, tgid, ticks);
		if (!process)
			return -ENOMEM;
		look_at(census, process);
	}

	return 0;
}

/* Those that have made no check themselves, too. */
static int meet_tenants(struct census *census)
{
	struct numbers tgids = { NULL, 0 };
	size_t i;
	int err = 0;

	for (i = 0; i < census->cgroups.nr && !err; i++)
		err = tenants_of_cgroup(&tgids, census->hierarchy,
					census->cgroups.at[i]);
	if (!err)
		err = census_meet_all(census, &tgids);
	lists_clear_numbers(&tgids);

	return err;
}

static void look_at_all(struct census *census)
{
	struct process *process;
	struct bucket_entry *in;
	size_t i;

	for (i = 0; i < census->processes.nr_buckets; i++) {
		for (in = census->processes.at[i]; in; in = in->next) {
			process = process_of(in);
			look_at(census, process);
			if (!process->seen)
				census->nr_missed++;
		}
	}
}

int census_end(struct census *census)
{
	int err = meet_tenants(census);

	if (!err)
		look_at_all(census);

	return err;
}
