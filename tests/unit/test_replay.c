// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lists.h"
#include "options.h"
#include "replay.h"
#include "said.h"
#include "unit.h"

#define STATUS_USAGE 2

struct fixture {
	char directory[32];
	char output[64];
	struct options options;
};

static void path_of(const struct fixture *fixture, const char *name,
		    char path[static 64])
{
	snprintf(path, 64, "%s/%s", fixture->directory, name);
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	strcpy(fixture->directory, "/tmp/captrace-unit-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	path_of(fixture, "output", fixture->output);
	fixture->options.output = fixture->output;
	*state = fixture;

	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	char command[64];

	options_free(&fixture->options);
	snprintf(command, sizeof(command), "rm -r %s", fixture->directory);
	assert_int_equal(system(command), 0);
	free(fixture);

	return 0;
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

static union record header(uint64_t realtime_offset_ns)
{
	union record record = make(CAPTRACE_HEADER, 0);

	record.header.realtime_offset_ns = realtime_offset_ns;
	record.header.byte_order = CAPTRACE_BYTE_ORDER;
	record.header.abi = CAPTRACE_ABI;
	record.header.record_size = CAPTRACE_RECORD_SIZE;
	memcpy(record.header.magic, CAPTRACE_MAGIC, 8);

	return record;
}

/* A denied check of process @pid, in call 1. */
static union record denied(uint64_t time_ns, unsigned int pid)
{
	union record record = make(CAPTRACE_CHECK, time_ns);

	record.head.flags = CAPTRACE_CHECK_OUTCOME;
	record.check.who.tgid = pid;
	record.check.result = -EPERM;
	record.check.syscall = 99999;
	record.check.call = 1;
	memcpy(record.check.who.comm, "x", 2);

	return record;
}

static union record returned(uint64_t time_ns, unsigned int pid, int64_t value)
{
	union record record = make(CAPTRACE_OUTCOME, time_ns);

	record.outcome.who.tgid = pid;
	record.outcome.value = value;
	record.outcome.call = 1;

	return record;
}

static void put(const char *path, const void *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, size), size);
	close(fd);
}

/* A recording of these, between HEADER and END, which is to be shown. */
static void add_recording(struct fixture *fixture, const char *name,
			  const union record *records, size_t nr,
			  uint64_t realtime_offset_ns)
{
	union record all[8] = { header(realtime_offset_ns) };
	char path[64];

	assert_true(nr + 2 <= ARRAY_SIZE(all));
	memcpy(all + 1, records, nr * sizeof(*records));
	all[nr + 1] = make(CAPTRACE_END, all[nr].head.time_ns + 1);
	path_of(fixture, name, path);
	put(path, all, (nr + 2) * sizeof(*all));
	assert_int_equal(lists_add_word(&fixture->options.recordings, path,
					strlen(path)),
			 0);
}

static void expect_file(const char *path, const char *text)
{
	static char found[4096];
	int fd = open(path, O_RDONLY);
	ssize_t size;

	assert_true(fd >= 0);
	size = read(fd, found, sizeof(found) - 1);
	close(fd);
	assert_true(size >= 0);
	found[size] = '\0';
	assert_int_equal(size, strlen(found));
	assert_string_equal(found, text);
}

#define HEADER_LINE "TIME\tPID\tEXE\tCAP\tVERDICT\tSYSCALL\n"
#define LINE(time, pid) \
	"0.00000" time "\t" pid "\tx\tCAP_CHOWN\tdenied\t99999\n"
#define OUTCOME_LINE(time, pid, verdict, value)                              \
	"0.00000" time "\t" pid "\tx\tCAP_CHOWN\t" verdict "\t99999\t" value \
	"\n"

static void a_header_takes_the_place_of_what_was_there(void **state)
{
	struct fixture *fixture = *state;
	const union record record = denied(1000, 7);

	add_recording(fixture, "a", &record, 1, 0);
	put(fixture->output, "old\n", 4);
	fixture->options.header = true;

	assert_int_equal(replay_run(&fixture->options), 0);
	expect_file(fixture->output, HEADER_LINE LINE("1", "7"));
}

static void what_is_no_recording_changes_no_file(void **state)
{
	struct fixture *fixture = *state;
	const union record record = denied(1000, 7);
	char path[64];

	add_recording(fixture, "a", &record, 1, 0);
	path_of(fixture, "a", path);
	put(path, "no recording\n", 13);
	put(fixture->output, "old\n", 4);
	fixture->options.header = true;

	said_begin();
	assert_int_equal(replay_run(&fixture->options), STATUS_USAGE);
	said_expect(said_end(), "is no recording");
	expect_file(fixture->output, "old\n");
}

static void a_recording_is_not_its_own_output(void **state)
{
	struct fixture *fixture = *state;
	const union record record = denied(1000, 7);
	char path[64];

	path_of(fixture, "a", path);
	add_recording(fixture, "a", &record, 1, 0);
	assert_int_equal(link(path, fixture->output), 0);

	said_begin();
	assert_int_equal(replay_run(&fixture->options), STATUS_USAGE);
	said_expect(said_end(), "cannot be read and written at once");
	unlink(fixture->output);
	assert_int_equal(replay_run(&fixture->options), 0);
	expect_file(fixture->output, LINE("1", "7"));
}

/* Their calls have the same number, and one ends while the other waits. */
static void each_recording_has_its_own_outcomes(void **state)
{
	struct fixture *fixture = *state;
	const union record first[] = {
		denied(1000, 7),
		returned(5000, 7, -EPERM),
	};
	const union record second[] = {
		denied(2000, 8),
		returned(3000, 8, 3),
	};

	add_recording(fixture, "a", first, ARRAY_SIZE(first), 0);
	add_recording(fixture, "b", second, ARRAY_SIZE(second), 0);
	fixture->options.outcome = true;

	assert_int_equal(replay_run(&fixture->options), 0);
	expect_file(fixture->output,
		    LINE("1", "7") LINE("2", "8")
			    OUTCOME_LINE("3", "8", "went-on", "3")
				    OUTCOME_LINE("5", "7", "failed", "EPERM"));
}

/* The first machine has been up for longer. */
static void delta_goes_from_one_recording_to_the_other(void **state)
{
	struct fixture *fixture = *state;
	const union record first = denied(5000, 7);
	const union record second = denied(1000, 8);

	add_recording(fixture, "a", &first, 1, 0);
	add_recording(fixture, "b", &second, 1, 6000);
	fixture->options.time = STAMP_DELTA;

	assert_int_equal(replay_run(&fixture->options), 0);
	expect_file(fixture->output, LINE("0", "7") LINE("2", "8"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_header_takes_the_place_of_what_was_there, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			what_is_no_recording_changes_no_file, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			a_recording_is_not_its_own_output, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			each_recording_has_its_own_outcomes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			delta_goes_from_one_recording_to_the_other, set_up,
			tear_down),
	};

	return cmocka_run_group_tests_name("replay", tests, NULL, NULL);
}
