// SPDX-License-Identifier: GPL-2.0-only
/*
 * Damaged recordings, which may say anything: under the sanitizers, the way of
 * the records to lines reads and writes nothing that it must not, and ends.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "columns.h"
#include "output.h"
#include "recording.h"
#include "sift.h"
#include "sink.h"
#include "stream.h"
#include "swap.h"
#include "text.h"
#include "unit.h"

#define NR_RECORDS 200
#define NR_DAMAGES 400

static const unsigned int kinds[] = {
	CAPTRACE_CHECK, CAPTRACE_EXEC,	  CAPTRACE_FORK,  CAPTRACE_EXIT,
	CAPTRACE_STACK, CAPTRACE_LOST,	  CAPTRACE_BLIND, CAPTRACE_MARK,
	CAPTRACE_CLOCK, CAPTRACE_OUTCOME, CAPTRACE_MORE,  CAPTRACE_MORE,
	CAPTRACE_CHECK, CAPTRACE_CGROUP,  RECORD_NAME,	  999,
};

static void fill(union record *record)
{
	uint8_t *bytes = (uint8_t *)record;
	size_t i;

	/* Small numbers meet each other. */
	for (i = 0; i < sizeof(*record); i++)
		bytes[i] = random() % 4	 ? 0 :
			   random() % 16 ? random() % 4 :
					   random();
}

static void make(union record *records)
{
	size_t i;

	for (i = 0; i < NR_RECORDS; i++) {
		fill(&records[i]);
		records[i].head.kind =
			kinds[random() % (sizeof(kinds) / sizeof(kinds[0]))];
		records[i].head.size = CAPTRACE_RECORD_SIZE;
		records[i].head.cpu = random() % 3;
		records[i].head.time_ns = i;
	}

	memset(records, 0, sizeof(*records));
	records->head.kind = CAPTRACE_HEADER;
	records->head.size = CAPTRACE_RECORD_SIZE;
	memcpy(records->header.magic, CAPTRACE_MAGIC, 8);
	records->header.byte_order = CAPTRACE_BYTE_ORDER;
	records->header.abi = CAPTRACE_ABI;
	records->header.record_size = CAPTRACE_RECORD_SIZE;
	records[NR_RECORDS - 1].head.kind = CAPTRACE_END;
}

/* Some bytes are others, and some recordings come from far away. */
static size_t damage(union record *records)
{
	uint8_t *bytes = (uint8_t *)records;
	size_t size = NR_RECORDS * sizeof(*records);
	unsigned int nr = random() % 20;
	size_t i;

	for (i = 0; i < NR_RECORDS && random() % 2; i++)
		swap_record(&records[i]);
	while (nr--)
		bytes[random() % size] = random();

	return random() % 4 ? size : random() % size;
}

static void show(struct recording *recording, struct stream *stream,
		 struct sift *sift, struct sink *sink)
{
	const union record *record;
	struct names names;

	while (!recording_is_over(recording)) {
		assert_int_equal(recording_fill(recording), 0);
		while ((record = recording_next(recording)))
			assert_int_equal(stream_push(stream, record), 0);
	}
	stream_finish(stream);
	while ((record = stream_pop(stream))) {
		if (!sift_take(sift, stream, record))
			continue;
		stream_names(stream, record, &names);
		assert_int_equal(sink->record(sink, record, &names), 0);
	}
}

static void show_file(const char *path, struct output *output)
{
	static uint64_t pid_numbers[] = { 1, 2 };
	const struct numbers pids = { .at = pid_numbers, .nr = 2 };
	const struct stream_options stream_options = { .proc = NULL };
	const struct sift_options sift_options = {
		.classes = SIFT_CLASSES_ALL,
		.results = SIFT_RESULTS_ALL,
		.caps = UINT64_MAX,
		.trees = random() % 2 ? &pids : NULL,
		.follow = true,
	};
	struct columns columns;
	const struct text_options text_options = {
		.columns = &columns,
		.outcome = true,
	};
	struct recording *recording;
	struct stream *stream;
	struct sift *sift;
	struct sink *sink;
	size_t i;

	columns.nr = 0;
	for (i = 0; fields[i].name; i++)
		columns.fields[columns.nr++] = &fields[i];

	assert_int_equal(recording_open(&recording, path), 0);
	stream = stream_create(&stream_options);
	assert_non_null(stream);
	assert_int_equal(sift_create(&sift, &sift_options), 0);
	assert_int_equal(text_create(&sink, output, &text_options), 0);

	show(recording, stream, sift, sink);
	assert_int_equal(output_flush(output), 0);

	sink->destroy(sink);
	sift_destroy(sift);
	stream_destroy(stream);
	recording_close(recording);
}

static void damage_does_no_harm(void **state)
{
	static union record records[NR_RECORDS];
	int fd = memfd_create("recording", MFD_CLOEXEC);
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct output *output;
	char path[64];
	size_t size;
	int i;

	(void)state;
	srandom(4711);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_int_equal(output_attach(&output, null), 0);
	for (i = 0; i < NR_DAMAGES; i++) {
		make(records);
		size = damage(records);
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, records, size, 0), size);
		show_file(path, output);
	}
	output_close(output);
	close(null);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damage_does_no_harm),
	};

	return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
