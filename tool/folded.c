// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"
#include "escape.h"
#include "folded.h"
#include "frames.h"
#include "hash.h"
#include "output.h"
#include "sink.h"

/* A power of two. */
#define FIRST_BUCKETS 256

/* A space, digits, a newline and a NUL. */
#define COUNT_SIZE 24

#define KERNEL_SUFFIX "_[k]"

/* Room for the names of a text of @size bytes, and what goes behind each. */
#define NAMES_SIZE(size) \
	((ESCAPE_SIZE(1) + sizeof(KERNEL_SUFFIX)) * ((size) + 1))

struct entry {
	struct entry *next;
	uint64_t hash;
	uint64_t count;
	char text[];
};

struct folded {
	struct sink sink;
	struct output *output;
	struct folded_options options;
	size_t nr;
	/* A power of two. */
	size_t nr_buckets;
	struct entry **buckets;
	/* Where the next one is put together. */
	char *text;
	size_t text_size;
};

/* What would part a name becomes what stackcollapse-perf.pl makes of it. */
static char *put_name(char *to, const char *name, size_t size)
{
	char *end = escape_put(to, name, size);

	for (; to < end; to++) {
		if (*to == ';')
			*to = ':';
		if (*to == ' ')
			*to = '_';
	}
	*to++ = ';';

	return to;
}

static char *put_exe(char *to, const struct captrace_check *check,
		     const struct names *names)
{
	const char *comm = (const char *)check->who.comm;

	if (names->exe)
		return put_name(to, names->exe, strlen(names->exe));

	return put_name(to, comm, strnlen(comm, CAPTRACE_COMM_SIZE));
}

static char *put_user_stack(char *to, const char *stack)
{
	size_t left = stack ? strlen(stack) : 0;
	const char *frame;
	size_t size;

	while (frames_previous(stack, &left, &frame, &size))
		to = put_name(to, frame, size);

	return to;
}

/* Of the functions only: where in them does not make another stack. */
static char *put_kernel_stack(char *to, const char *stack)
{
	size_t left = stack ? strlen(stack) : 0;
	const char *frame, *plus;
	size_t size;

	while (frames_previous(stack, &left, &frame, &size)) {
		plus = memchr(frame, '+', size);
		to = put_name(to, frame, plus ? (size_t)(plus - frame) : size);
		to = stpcpy(to - 1, KERNEL_SUFFIX ";");
	}

	return to;
}

static size_t size_of(const char *name)
{
	return name ? NAMES_SIZE(strlen(name)) : 0;
}

static int make_room(struct folded *folded, const struct names *names)
{
	size_t size = NAMES_SIZE(CAPTRACE_COMM_SIZE) + CAPS_NAME_SIZE +
		      size_of(names->exe) + size_of(names->user_stack) +
		      size_of(names->kernel_stack);
	char *text;

	if (size <= folded->text_size)
		return 0;

	text = realloc(folded->text, size);
	if (!text)
		return -ENOMEM;

	folded->text = text;
	folded->text_size = size;
	return 0;
}

/* Gives its length, without the NUL. */
static size_t put_text(struct folded *folded,
		       const struct captrace_check *check,
		       const struct names *names)
{
	char name[CAPS_NAME_SIZE];
	char *to = put_exe(folded->text, check, names);

	if (folded->options.user_stack)
		to = put_user_stack(to, names->user_stack);
	if (folded->options.kernel_stack)
		to = put_kernel_stack(to, names->kernel_stack);

	return stpcpy(to, caps_name(check->cap, name)) - folded->text;
}

static struct entry **bucket_of(const struct folded *folded, uint64_t hash)
{
	return &folded->buckets[hash & (folded->nr_buckets - 1)];
}

/* Without memory for more buckets those that there are will do. */
static void grow(struct folded *folded)
{
	struct folded larger = *folded;
	struct entry *entry, *next;
	struct entry **bucket;
	size_t i;

	larger.nr_buckets *= 2;
	larger.buckets = calloc(larger.nr_buckets, sizeof(*larger.buckets));
	if (!larger.buckets)
		return;

	for (i = 0; i < folded->nr_buckets; i++) {
		for (entry = folded->buckets[i]; entry; entry = next) {
			next = entry->next;
			bucket = bucket_of(&larger, entry->hash);
			entry->next = *bucket;
			*bucket = entry;
		}
	}
	free(folded->buckets);
	folded->buckets = larger.buckets;
	folded->nr_buckets = larger.nr_buckets;
}

static int count(struct folded *folded, size_t size)
{
	uint64_t hash = hash_bytes(HASH_FIRST, folded->text, size);
	struct entry **bucket = bucket_of(folded, hash);
	struct entry *entry;

	for (entry = *bucket; entry; entry = entry->next) {
		if (entry->hash == hash && !strcmp(entry->text, folded->text)) {
			entry->count++;
			return 0;
		}
	}

	entry = malloc(sizeof(*entry) + size + 1);
	if (!entry)
		return -ENOMEM;

	entry->hash = hash;
	entry->count = 1;
	memcpy(entry->text, folded->text, size + 1);
	entry->next = *bucket;
	*bucket = entry;
	folded->nr++;
	if (folded->nr > folded->nr_buckets)
		grow(folded);

	return 0;
}

static int folded_record(struct sink *sink, const union record *record,
			 const struct names *names)
{
	struct folded *folded = (struct folded *)sink;

	if (record->head.kind != CAPTRACE_CHECK)
		return 0;
	if (make_room(folded, names))
		return -ENOMEM;

	return count(folded, put_text(folded, &record->check, names));
}

static int by_text(const void *a, const void *b)
{
	const struct entry *const *left = a;
	const struct entry *const *right = b;

	return strcmp((*left)->text, (*right)->text);
}

static int add_entry(struct output *output, const struct entry *entry)
{
	size_t size = strlen(entry->text);
	char *to = output_reserve(output, size + COUNT_SIZE);

	if (!to)
		return -ENOMEM;

	memcpy(to, entry->text, size);
	size += snprintf(to + size, COUNT_SIZE, " %" PRIu64 "\n", entry->count);

	return output_commit(output, size);
}

static int folded_end(struct sink *sink)
{
	struct folded *folded = (struct folded *)sink;
	struct entry **sorted;
	struct entry *entry;
	size_t nr = 0;
	size_t i;
	int err = 0;

	sorted = calloc(folded->nr + 1, sizeof(*sorted));
	if (!sorted)
		return -ENOMEM;

	for (i = 0; i < folded->nr_buckets; i++) {
		for (entry = folded->buckets[i]; entry; entry = entry->next)
			sorted[nr++] = entry;
	}
	qsort(sorted, nr, sizeof(*sorted), by_text);
	for (i = 0; !err && i < nr; i++)
		err = add_entry(folded->output, sorted[i]);
	free(sorted);

	return err;
}

static int folded_flush(struct sink *sink)
{
	return output_flush(((struct folded *)sink)->output);
}

static void folded_destroy(struct sink *sink)
{
	struct folded *folded = (struct folded *)sink;
	struct entry *entry, *next;
	size_t i;

	for (i = 0; i < folded->nr_buckets; i++) {
		for (entry = folded->buckets[i]; entry; entry = next) {
			next = entry->next;
			free(entry);
		}
	}
	free(folded->buckets);
	free(folded->text);
	free(folded);
}

int folded_create(struct sink **sink, struct output *output,
		  const struct folded_options *options)
{
	struct folded *folded = calloc(1, sizeof(*folded));

	if (!folded)
		return -ENOMEM;

	folded->buckets = calloc(FIRST_BUCKETS, sizeof(*folded->buckets));
	if (!folded->buckets) {
		free(folded);
		return -ENOMEM;
	}
	folded->nr_buckets = FIRST_BUCKETS;
	folded->options = *options;
	folded->output = output;
	folded->sink.named = true;
	folded->sink.record = folded_record;
	folded->sink.end = folded_end;
	folded->sink.flush = folded_flush;
	folded->sink.destroy = folded_destroy;
	*sink = &folded->sink;

	return 0;
}
