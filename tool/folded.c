// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buckets.h"
#include "caps.h"
#include "escape.h"
#include "folded.h"
#include "frames.h"
#include "hash.h"
#include "output.h"
#include "sink.h"

/* A space, digits, a newline and a NUL. */
#define COUNT_SIZE 24

#define KERNEL_SUFFIX "_[k]"

/* Room for the names of a text of @size bytes, and what goes behind each. */
#define NAMES_SIZE(size) \
	((ESCAPE_SIZE(1) + sizeof(KERNEL_SUFFIX)) * ((size) + 1))

struct entry {
	struct bucket_entry in;
	uint64_t count;
	char text[];
};

struct folded {
	struct sink sink;
	struct output *output;
	struct folded_options options;
	struct buckets entries;
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

static struct entry *entry_of(struct bucket_entry *in)
{
	return (struct entry *)in;
}

static int count(struct folded *folded, size_t size)
{
	uint64_t hash = hash_bytes(HASH_FIRST, folded->text, size);
	struct bucket_entry *in = *buckets_of(&folded->entries, hash);
	struct entry *entry;

	for (; in; in = in->next) {
		entry = entry_of(in);
		if (in->hash == hash && !strcmp(entry->text, folded->text)) {
			entry->count++;
			return 0;
		}
	}

	entry = malloc(sizeof(*entry) + size + 1);
	if (!entry)
		return -ENOMEM;

	entry->in.hash = hash;
	entry->count = 1;
	memcpy(entry->text, folded->text, size + 1);
	buckets_add(&folded->entries, &entry->in);

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
	const struct buckets *entries = &folded->entries;
	struct bucket_entry *in;
	struct entry **sorted;
	size_t nr = 0;
	size_t i;
	int err = 0;

	sorted = calloc(entries->nr + 1, sizeof(*sorted));
	if (!sorted)
		return -ENOMEM;

	for (i = 0; i < entries->nr_buckets; i++) {
		for (in = entries->at[i]; in; in = in->next)
			sorted[nr++] = entry_of(in);
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

	buckets_clear(&folded->entries);
	free(folded->text);
	free(folded);
}

int folded_create(struct sink **sink, struct output *output,
		  const struct folded_options *options)
{
	struct folded *folded = calloc(1, sizeof(*folded));

	if (!folded)
		return -ENOMEM;

	if (buckets_init(&folded->entries)) {
		free(folded);
		return -ENOMEM;
	}
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
