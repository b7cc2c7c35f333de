// SPDX-License-Identifier: GPL-2.0-only
#include <byteswap.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "recording.h"
#include "swap.h"
#include "unit.h"

/* More than are read at once. */
#define NR_RECORDS 10000

struct fixture {
	char path[64];
	int fd;
	struct recording *recording;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	strcpy(fixture->path, "/tmp/captrace-unit-XXXXXX");
	fixture->fd = mkstemp(fixture->path);
	*state = fixture;

	return fixture->fd < 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	recording_close(fixture->recording);
	close(fixture->fd);
	unlink(fixture->path);
	free(fixture);

	return 0;
}

static union record header(void)
{
	union record record = {
		.header = {
			.head = {
				.kind = CAPTRACE_HEADER,
				.size = CAPTRACE_RECORD_SIZE,
			},
			.byte_order = CAPTRACE_BYTE_ORDER,
			.abi = CAPTRACE_ABI,
			.record_size = CAPTRACE_RECORD_SIZE,
		},
	};

	memcpy(record.header.magic, CAPTRACE_MAGIC, 8);
	return record;
}

static union record make(unsigned int kind, uint64_t time_ns)
{
	return (union record){
		.head = {
			.kind = kind,
			.size = CAPTRACE_RECORD_SIZE,
			.time_ns = time_ns,
		},
	};
}

static void put(struct fixture *fixture, const void *bytes, size_t size)
{
	assert_int_equal(write(fixture->fd, bytes, size), size);
}

static void put_record(struct fixture *fixture, union record record)
{
	put(fixture, &record, sizeof(record));
}

static void put_begin(struct fixture *fixture)
{
	put_record(fixture, header());
	put_record(fixture, make(CAPTRACE_CHECK, 1));
}

static const union record *next(struct fixture *fixture)
{
	const union record *record = NULL;

	if (!fixture->recording)
		assert_int_equal(
			recording_open(&fixture->recording, fixture->path), 0);
	while (!(record = recording_next(fixture->recording)) &&
	       !recording_is_over(fixture->recording))
		assert_int_equal(recording_fill(fixture->recording), 0);

	return record;
}

static void expect(struct fixture *fixture, unsigned int kind, uint64_t time_ns)
{
	const union record *record = next(fixture);

	assert_non_null(record);
	assert_int_equal(record->head.kind, kind);
	assert_int_equal(record->head.time_ns, time_ns);
}

static void expect_end(struct fixture *fixture, const char *complaint)
{
	const char *found;

	assert_null(next(fixture));
	assert_int_equal(recording_fd(fixture->recording), -1);
	found = recording_complaint(fixture->recording);
	if (!complaint) {
		assert_null(found);
		return;
	}
	assert_non_null(found);
	assert_non_null(strstr(found, complaint));
}

static void a_whole_recording_has_nothing_wrong(void **state)
{
	size_t i;

	put_record(*state, header());
	for (i = 0; i < NR_RECORDS; i++)
		put_record(*state, make(CAPTRACE_CHECK, i));
	put_record(*state, make(CAPTRACE_END, 1));

	expect(*state, CAPTRACE_HEADER, 0);
	for (i = 0; i < NR_RECORDS; i++)
		expect(*state, CAPTRACE_CHECK, i);
	expect(*state, CAPTRACE_END, 1);
	expect_end(*state, NULL);
}

static void without_an_end_nothing_is_sure(void **state)
{
	put_begin(*state);
	expect(*state, CAPTRACE_HEADER, 0);
	expect(*state, CAPTRACE_CHECK, 1);
	expect_end(*state, "has no end");
}

static void a_cut_record_is_not_shown(void **state)
{
	const union record record = make(CAPTRACE_CHECK, 2);

	put_begin(*state);
	put(*state, &record, CAPTRACE_RECORD_SIZE - 1);
	expect(*state, CAPTRACE_HEADER, 0);
	expect(*state, CAPTRACE_CHECK, 1);
	expect_end(*state, "is cut off within the record at byte 256");
}

static void what_makes_no_sense_ends_it(void **state)
{
	union record record = make(CAPTRACE_CHECK, 2);

	record.head.size = 7;
	put_begin(*state);
	put_record(*state, record);
	put_record(*state, make(CAPTRACE_END, 3));
	expect(*state, CAPTRACE_HEADER, 0);
	expect(*state, CAPTRACE_CHECK, 1);
	expect_end(*state, "is damaged at byte 256");
	assert_null(next(*state));
}

static void nothing_stands_behind_an_end(void **state)
{
	put_begin(*state);
	put_record(*state, make(CAPTRACE_END, 3));
	put_begin(*state);
	expect(*state, CAPTRACE_HEADER, 0);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, CAPTRACE_END, 3);
	expect_end(*state, "goes on behind its end, at byte 384");
}

static void anything_else_is_no_recording(void **state)
{
	struct fixture *fixture = *state;
	const char text[] = "#!/bin/sh\necho this is longer than one record, "
			    "and does not begin as it should, so there is no "
			    "record in it at all, whatever a reader may think "
			    "of it\n";

	put(fixture, text, sizeof(text));
	expect_end(fixture, "is no recording");
	assert_false(recording_is_headed(fixture->recording));
}

static void an_empty_file_is_no_recording(void **state)
{
	expect_end(*state, "is no recording");
}

static void another_abi_is_not_misread(void **state)
{
	union record record = header();

	record.header.abi++;
	put_record(*state, record);
	put_record(*state, make(CAPTRACE_END, 3));
	expect_end(*state, "ABI");
}

static void kinds_of_tomorrow_are_handed_on(void **state)
{
	put_begin(*state);
	put_record(*state, make(9999, 2));
	put_record(*state, make(CAPTRACE_END, 3));
	expect(*state, CAPTRACE_HEADER, 0);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, 9999, 2);
	expect(*state, CAPTRACE_END, 3);
	expect_end(*state, NULL);
}

/* As a machine of the other byte order writes it. */
static union record foreign_check(void)
{
	union record record = {
		.check = {
			.head = {
				.kind = bswap_16(CAPTRACE_CHECK),
				.flags = bswap_16(0x102),
				.size = bswap_16(CAPTRACE_RECORD_SIZE),
				.cpu = bswap_16(0x304),
				.time_ns = bswap_64(0x1122334455667788),
				.seq = bswap_64(5),
			},
			.who = {
				.tgid = bswap_32(0x11223344),
				.tid = bswap_32(2),
				.ppid = bswap_32(3),
				.euid = bswap_32(4),
				.start_ns = bswap_64(0x99),
				.cgroup_id = bswap_64(0x77),
				.comm = "comm",
			},
			.userns = bswap_32(CAPTRACE_USERNS_INIT),
			.syscall = bswap_32(-1),
			.arch = bswap_32(0x80000016),
			.result = bswap_32(-1),
			.cap = bswap_16(21),
			.class = 2,
			.opts = bswap_32(6),
			.cred = 3,
			.call = bswap_64(8),
		},
	};

	return record;
}

static void the_other_byte_order_reads_the_same(void **state)
{
	const struct captrace_check *check;
	union record first = header();

	first.head.kind = bswap_16(CAPTRACE_HEADER);
	swap_record(&first);
	first.head.kind = bswap_16(CAPTRACE_HEADER);
	put_record(*state, first);
	put_record(*state, foreign_check());

	expect(*state, CAPTRACE_HEADER, 0);
	check = &next(*state)->check;
	assert_int_equal(check->head.kind, CAPTRACE_CHECK);
	assert_int_equal(check->head.flags, 0x102);
	assert_int_equal(check->head.cpu, 0x304);
	assert_int_equal(check->head.time_ns, 0x1122334455667788);
	assert_int_equal(check->who.tgid, 0x11223344);
	assert_int_equal(check->who.start_ns, 0x99);
	assert_int_equal(check->who.cgroup_id, 0x77);
	assert_string_equal((const char *)check->who.comm, "comm");
	assert_int_equal(check->userns, CAPTRACE_USERNS_INIT);
	assert_int_equal(check->syscall, -1);
	assert_int_equal(check->arch, 0x80000016);
	assert_int_equal(check->result, -1);
	assert_int_equal(check->cap, 21);
	assert_int_equal(check->class, 2);
	assert_int_equal(check->opts, 6);
	assert_int_equal(check->cred, 3);
	assert_int_equal(check->call, 8);
}

/*
 * Every byte but those of text and single bytes changes its place in a record
 * whose bytes are all different: none is forgotten.
 */
static void no_number_is_forgotten(void **state)
{
	static const struct {
		unsigned int kind;
		size_t bytes_from;
		size_t bytes_to;
	} kinds[] = {
		{ CAPTRACE_EXEC, offsetof(struct captrace_exec, path), 128 },
		{ CAPTRACE_CGROUP, offsetof(struct captrace_cgroup, path),
		  128 },
		{ CAPTRACE_STACK, offsetof(struct captrace_stack, text), 128 },
		{ CAPTRACE_FORK, 128, 128 },
		{ CAPTRACE_EXIT, 128, 128 },
		{ CAPTRACE_LOST, 128, 128 },
		{ CAPTRACE_BLIND, 128, 128 },
		{ CAPTRACE_CLOCK, 128, 128 },
		{ CAPTRACE_END, 128, 128 },
		{ CAPTRACE_OUTCOME, 128, 128 },
		{ RECORD_NAME, offsetof(struct record_name, text), 128 },
	};
	const size_t comm = offsetof(struct captrace_who, comm) +
			    sizeof(struct captrace_head);
	uint8_t before[CAPTRACE_RECORD_SIZE];
	uint8_t after[CAPTRACE_RECORD_SIZE];
	union record record;
	bool has_comm, is_text;
	size_t kind, i;

	(void)state;
	for (kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]); kind++) {
		for (i = 0; i < sizeof(before); i++)
			before[i] = i + 1;
		memcpy(&record, before, sizeof(record));
		record.head.kind = bswap_16(kinds[kind].kind);
		memcpy(before, &record, sizeof(record));
		swap_record(&record);
		memcpy(after, &record, sizeof(record));
		has_comm = record_who(&record);
		for (i = 2; i < sizeof(before); i++) {
			is_text = (has_comm && i >= comm &&
				   i < comm + CAPTRACE_COMM_SIZE) ||
				  (i >= kinds[kind].bytes_from &&
				   i < kinds[kind].bytes_to);
			assert_int_equal(before[i] == after[i], is_text);
		}
	}
}

#define recording_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		recording_test(a_whole_recording_has_nothing_wrong),
		recording_test(without_an_end_nothing_is_sure),
		recording_test(a_cut_record_is_not_shown),
		recording_test(what_makes_no_sense_ends_it),
		recording_test(nothing_stands_behind_an_end),
		recording_test(anything_else_is_no_recording),
		recording_test(an_empty_file_is_no_recording),
		recording_test(another_abi_is_not_misread),
		recording_test(kinds_of_tomorrow_are_handed_on),
		recording_test(the_other_byte_order_reads_the_same),
		cmocka_unit_test(no_number_is_forgotten),
	};

	return cmocka_run_group_tests_name("recording", tests, NULL, NULL);
}
