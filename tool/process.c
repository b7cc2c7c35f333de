// SPDX-License-Identifier: GPL-2.0-only
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "process.h"
#include "procfs.h"

#define FIRST_BUCKETS 256

/*
 * One for each pid, so that a death that was missed costs no more than the
 * next life of that pid gives back.  What it says holds for the process that
 * was started at start_ns, and for no other of that pid.
 */
struct process {
	struct process *next;
	uint32_t tgid;
	uint64_t start_ns;
	/* start_ns comes from procfs, which rounds it down to ticks. */
	bool rounded;
	uint64_t epoch;
	char *exe;
};

struct process_table {
	const char *proc;
	uint64_t ns_per_tick;
	struct process **buckets;
	size_t nr_buckets;
	size_t nr_processes;
	uint64_t epoch;
};

struct process_table *process_table_create(const char *proc)
{
	struct process_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;

	table->buckets = calloc(FIRST_BUCKETS, sizeof(*table->buckets));
	if (!table->buckets)
		goto err_free_table;

	table->nr_buckets = FIRST_BUCKETS;
	table->proc = proc;
	table->ns_per_tick = procfs_ns_per_tick();

	return table;

err_free_table:
	free(table);
	return NULL;
}

static void process_free(struct process *process)
{
	free(process->exe);
	free(process);
}

void process_table_destroy(struct process_table *table)
{
	struct process *process, *next;
	size_t i;

	if (!table)
		return;

	for (i = 0; i < table->nr_buckets; i++) {
		for (process = table->buckets[i]; process; process = next) {
			next = process->next;
			process_free(process);
		}
	}
	free(table->buckets);
	free(table);
}

/* Where the process of this pid hangs, or would. */
static struct process **find_place(struct process_table *table, uint32_t tgid)
{
	struct process **place = &table->buckets[tgid % table->nr_buckets];

	while (*place && (*place)->tgid != tgid)
		place = &(*place)->next;

	return place;
}

/* Without memory for more buckets the chains get longer, that is all. */
static void table_grow(struct process_table *table)
{
	size_t nr_old = table->nr_buckets;
	struct process **old = table->buckets;
	struct process **buckets = calloc(nr_old * 2, sizeof(*buckets));
	struct process *process, *next;
	struct process **place;
	size_t i;

	if (!buckets)
		return;

	table->buckets = buckets;
	table->nr_buckets = nr_old * 2;
	for (i = 0; i < nr_old; i++) {
		for (process = old[i]; process; process = next) {
			next = process->next;
			place = find_place(table, process->tgid);
			process->next = NULL;
			*place = process;
		}
	}
	free(old);
}

static struct process *process_add(struct process_table *table, uint32_t tgid,
				   uint64_t start_ns)
{
	struct process *process = calloc(1, sizeof(*process));
	struct process **place;

	if (!process)
		return NULL;

	if (table->nr_processes >= table->nr_buckets)
		table_grow(table);

	process->tgid = tgid;
	process->start_ns = start_ns;
	process->epoch = table->epoch;
	place = find_place(table, tgid);
	*place = process;
	table->nr_processes++;

	return process;
}

static void remove_at(struct process_table *table, struct process **place)
{
	struct process *process = *place;

	*place = process->next;
	process_free(process);
	table->nr_processes--;
}

static bool is_same(const struct process_table *table, struct process *process,
		    uint64_t start_ns)
{
	uint64_t tick_ns = start_ns - start_ns % table->ns_per_tick;

	if (process->rounded && process->start_ns == tick_ns) {
		process->start_ns = start_ns;
		process->rounded = false;
	}

	return process->start_ns == start_ns;
}

/*
 * What is known about a process.  NULL for one that is not in the table; who
 * had its pid before goes.
 */
static struct process *process_find(struct process_table *table, uint32_t tgid,
				    uint64_t start_ns)
{
	struct process **place = find_place(table, tgid);

	if (!*place)
		return NULL;
	if (is_same(table, *place, start_ns))
		return *place;
	if ((*place)->start_ns < start_ns)
		remove_at(table, place);

	return NULL;
}

void process_forget(struct process_table *table, const struct captrace_who *who)
{
	struct process **place = find_place(table, who->tgid);

	if (*place && is_same(table, *place, who->start_ns))
		remove_at(table, place);
}

/* A late word about an earlier life of a pid finds its place taken. */
static bool is_superseded(struct process_table *table, uint32_t tgid)
{
	return *find_place(table, tgid);
}

static void set_exe(struct process_table *table, uint32_t tgid,
		    uint64_t start_ns, const char *exe)
{
	/* First of all: it may be that of a process that goes now. */
	char *copy = exe ? strdup(exe) : NULL;
	struct process *process = process_find(table, tgid, start_ns);

	if (!process && !is_superseded(table, tgid))
		process = process_add(table, tgid, start_ns);
	if (!process) {
		free(copy);
		return;
	}

	free(process->exe);
	process->exe = copy;
	process->epoch = table->epoch;
}

/*
 * The link is read first: when the process is still the same afterwards, the
 * link was its own.
 */
static bool look_up(const struct process_table *table, uint32_t tgid,
		    uint64_t start_ns, char *exe, size_t size)
{
	uint64_t ticks;

	return table->proc && procfs_exe(table->proc, tgid, exe, size) &&
	       procfs_start(table->proc, tgid, &ticks) &&
	       ticks == start_ns / table->ns_per_tick;
}

void process_meet(struct process_table *table, uint32_t tid)
{
	uint32_t tgid = table->proc ? procfs_tgid(table->proc, tid) : 0;
	struct process *process;
	char exe[PATH_MAX];
	uint64_t ticks;

	if (!tgid || is_superseded(table, tgid) ||
	    !procfs_exe(table->proc, tgid, exe, sizeof(exe)) ||
	    !procfs_start(table->proc, tgid, &ticks))
		return;

	set_exe(table, tgid, ticks * table->ns_per_tick, exe);
	process = *find_place(table, tgid);
	if (process)
		process->rounded = true;
}

static const char *find_exe(struct process_table *table, uint32_t tgid,
			    uint64_t start_ns)
{
	struct process *process;
	char exe[PATH_MAX];

	if (!tgid)
		return NULL;

	process = process_find(table, tgid, start_ns);
	if (process && process->epoch == table->epoch)
		return process->exe;
	if (!process && is_superseded(table, tgid))
		return NULL;

	set_exe(table, tgid, start_ns,
		look_up(table, tgid, start_ns, exe, sizeof(exe)) ? exe : NULL);

	process = process_find(table, tgid, start_ns);
	return process ? process->exe : NULL;
}

const char *process_exe(struct process_table *table,
			const struct captrace_who *who)
{
	return find_exe(table, who->tgid, who->start_ns);
}

static void learn_fork(struct process_table *table,
		       const struct captrace_fork *fork)
{
	const char *exe;

	if (!fork->who.tgid)
		return;

	exe = find_exe(table, fork->parent_tgid, fork->parent_start_ns);
	if (exe)
		set_exe(table, fork->who.tgid, fork->who.start_ns, exe);
}

static void learn_exec(struct process_table *table,
		       const struct captrace_who *who, const char *path)
{
	if (!who->tgid)
		return;

	if (*path)
		set_exe(table, who->tgid, who->start_ns, path);
	else
		process_forget(table, who);
}

/*
 * Where an EXEC may have been lost, what is known is doubtful: whoever is asked
 * about next is looked up again.
 */
static void learn_lost(struct process_table *table,
		       const struct captrace_lost *lost)
{
	if (lost->events)
		table->epoch++;
}

void process_learn(struct process_table *table, const union record *record,
		   const char *path)
{
	switch (record->head.kind) {
	case CAPTRACE_FORK:
		learn_fork(table, &record->fork);
		break;
	case CAPTRACE_EXEC:
		learn_exec(table, &record->exec.who, path);
		break;
	case CAPTRACE_LOST:
		learn_lost(table, &record->lost);
		break;
	}
}
