// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buckets.h"
#include "hash.h"
#include "outcomes.h"
#include "unique.h"

/* Whose it is; two are the same if all of it is. */
struct subject {
	/* Whose number it is; NULL where that does not matter. */
	const void *stream;
	uint64_t number;
	uint64_t start_ns;
	/* Without a NUL. */
	const char *name;
	size_t name_size;
};

struct entry {
	/* The hash is of the subject, so that a process is in one bucket. */
	struct bucket_entry in;
	const void *stream;
	uint64_t number;
	uint64_t start_ns;
	/* That of an outcome, which lives for ever; else NULL. */
	const char *verdict;
	bool denied;
	unsigned int cap;
	size_t name_size;
	char name[];
};

struct unique {
	enum unique_of of;
	struct buckets entries;
};

int unique_parse(const char *name, enum unique_of *of)
{
	static const char *const names[] = {
		[UNIQUE_PROCESS] = "process",
		[UNIQUE_EXE] = "exe",
		[UNIQUE_CONTAINER] = "container",
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!strcmp(names[i], name)) {
			*of = i;
			return 0;
		}
	}

	return -EINVAL;
}

struct unique *unique_create(enum unique_of of)
{
	struct unique *unique = calloc(1, sizeof(*unique));

	if (!unique)
		return NULL;

	if (buckets_init(&unique->entries)) {
		free(unique);
		return NULL;
	}
	unique->of = of;

	return unique;
}

void unique_destroy(struct unique *unique)
{
	if (!unique)
		return;

	buckets_clear(&unique->entries);
	free(unique);
}

static struct subject process_of(const struct captrace_who *who,
				 const struct names *names)
{
	return (struct subject){
		.stream = names->stream,
		.number = who->tgid,
		.start_ns = who->start_ns,
	};
}

static struct subject name_of(const char *name, size_t size)
{
	return (struct subject){ .name = name, .name_size = size };
}

static struct subject subject_of(const struct unique *unique,
				 const struct line *line)
{
	const struct captrace_who *who = &line->check->who;
	const char *comm = (const char *)who->comm;
	const char *name;

	switch (unique->of) {
	case UNIQUE_EXE:
		name = line->names->exe;
		if (name)
			return name_of(name, strlen(name));
		return name_of(comm, strnlen(comm, CAPTRACE_COMM_SIZE));
	case UNIQUE_CONTAINER:
		name = line->names->container_id;
		if (name)
			return name_of(name, strlen(name));
		return (struct subject){
			.stream = line->names->stream,
			.number = who->cgroup_id,
		};
	default:
		return process_of(who, line->names);
	}
}

static uint64_t hash_of(const struct subject *subject)
{
	uint64_t hash = HASH_FIRST;

	hash = hash_bytes(hash, &subject->number, sizeof(subject->number));
	hash = hash_bytes(hash, &subject->start_ns, sizeof(subject->start_ns));
	return hash_bytes(hash, subject->name, subject->name_size);
}

static struct entry *entry_of(struct bucket_entry *in)
{
	return (struct entry *)in;
}

static bool is_of(const struct entry *entry, const struct subject *subject)
{
	return entry->stream == subject->stream &&
	       entry->number == subject->number &&
	       entry->start_ns == subject->start_ns &&
	       entry->name_size == subject->name_size &&
	       (!entry->name_size ||
		!memcmp(entry->name, subject->name, entry->name_size));
}

static const char *verdict_of(const struct line *line)
{
	return line->outcome ? outcome_verdict(line->outcome) : NULL;
}

static bool says(const struct entry *entry, const struct line *line)
{
	return entry->cap == line->check->cap &&
	       entry->denied == !!line->check->result &&
	       entry->verdict == verdict_of(line);
}

static struct entry *entry_create(const struct subject *subject,
				  const struct line *line)
{
	struct entry *entry = malloc(sizeof(*entry) + subject->name_size);

	if (!entry)
		return NULL;

	*entry = (struct entry){
		.in.hash = hash_of(subject),
		.stream = subject->stream,
		.number = subject->number,
		.start_ns = subject->start_ns,
		.verdict = verdict_of(line),
		.denied = line->check->result,
		.cap = line->check->cap,
		.name_size = subject->name_size,
	};
	if (subject->name_size)
		memcpy(entry->name, subject->name, subject->name_size);

	return entry;
}

int unique_add(struct unique *unique, const struct line *line)
{
	const struct subject subject = subject_of(unique, line);
	struct bucket_entry *in;
	struct entry *entry;

	in = *buckets_of(&unique->entries, hash_of(&subject));
	for (; in; in = in->next) {
		if (says(entry_of(in), line) && is_of(entry_of(in), &subject))
			return 0;
	}

	entry = entry_create(&subject, line);
	if (!entry)
		return -ENOMEM;

	buckets_add(&unique->entries, &entry->in);

	return 1;
}

void unique_forget(struct unique *unique, const union record *record,
		   const struct names *names)
{
	struct subject subject;
	struct bucket_entry **place;
	struct bucket_entry *in;

	if (unique->of != UNIQUE_PROCESS || record->head.kind != CAPTRACE_EXIT)
		return;

	subject = process_of(&record->exit.who, names);
	place = buckets_of(&unique->entries, hash_of(&subject));
	while ((in = *place)) {
		if (!is_of(entry_of(in), &subject)) {
			place = &in->next;
			continue;
		}
		*place = in->next;
		free(in);
		unique->entries.nr--;
	}
}
