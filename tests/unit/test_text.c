// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "columns.h"
#include "output.h"
#include "sink.h"
#include "summary.h"
#include "text.h"
#include "unit.h"

/* A file to print into. */
struct fixture {
	int fd;
	struct output *output;
	struct sink *sink;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	*state = fixture;

	return fixture->fd < 0 || output_attach(&fixture->output, fixture->fd);
}

static int set_up_with(void **state, const char *list, bool outcome)
{
	struct columns columns;
	const struct text_options options = {
		.columns = list ? &columns : NULL,
		.outcome = outcome,
	};
	struct fixture *fixture;

	if (set_up(state))
		return -1;
	if (list && columns_parse(list, &columns, NULL, NULL))
		return -1;

	fixture = *state;
	return text_create(&fixture->sink, fixture->output, &options);
}

static int set_up_text(void **state)
{
	return set_up_with(state, NULL, false);
}

static int set_up_columns(void **state)
{
	return set_up_with(state, "cap,cgroup,return", false);
}

static int set_up_outcome(void **state)
{
	return set_up_with(state, NULL, true);
}

static int set_up_outcome_columns(void **state)
{
	return set_up_with(state, "return,verdict,pid,time", true);
}

static int set_up_summary(void **state)
{
	struct fixture *fixture;

	if (set_up(state))
		return -1;

	fixture = *state;
	return summary_create(&fixture->sink, fixture->output);
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	fixture->sink->destroy(fixture->sink);
	output_close(fixture->output);
	close(fixture->fd);
	free(fixture);

	return 0;
}

static void expect_output(struct fixture *fixture, const char *expected)
{
	char text[65536];
	ssize_t size;

	assert_int_equal(fixture->sink->flush(fixture->sink), 0);
	size = pread(fixture->fd, text, sizeof(text) - 1, 0);
	assert_true(size >= 0);
	text[size] = '\0';
	assert_string_equal(text, expected);
}

static union record check(void)
{
	return (union record){
		.check = {
			.head = {
				.kind = CAPTRACE_CHECK,
				.time_ns = 669161938696999ull,
			},
			.who = {
				.tgid = 1244,
				.tid = 1250,
				.comm = "Xorg",
			},
			.syscall = 31,
			.arch = AUDIT_ARCH_X86_64,
			.result = -EPERM,
			.cap = 15,
		},
	};
}

static void print(struct fixture *fixture, const union record *record,
		  const char *exe)
{
	const struct names names = { .exe = exe };

	assert_int_equal(fixture->sink->record(fixture->sink, record, &names),
			 0);
}

static void a_line_has_six_fields(void **state)
{
	union record record = check();

	print(*state, &record, "/usr/libexec/Xorg");
	expect_output(*state, "669161.938696\t1244\t/usr/libexec/Xorg\t"
			      "CAP_IPC_OWNER\tdenied\tshmctl\n");
}

static void granted_is_a_result_of_zero(void **state)
{
	union record record = check();

	record.check.result = 0;
	print(*state, &record, "/x");
	expect_output(*state, "669161.938696\t1244\t/x\t"
			      "CAP_IPC_OWNER\tgranted\tshmctl\n");
}

static void without_an_executable_the_comm_is_shown(void **state)
{
	union record record = check();

	print(*state, &record, NULL);
	expect_output(*state, "669161.938696\t1244\tXorg\t"
			      "CAP_IPC_OWNER\tdenied\tshmctl\n");
}

static void a_comm_without_an_end_ends_all_the_same(void **state)
{
	union record record = check();

	memset(record.check.who.comm, 'c', sizeof(record.check.who.comm));
	print(*state, &record, NULL);
	expect_output(*state, "669161.938696\t1244\tcccccccccccccccc\t"
			      "CAP_IPC_OWNER\tdenied\tshmctl\n");
}

static void extreme_numbers_are_printed_in_full(void **state)
{
	union record record = check();

	record.head.time_ns = UINT64_MAX;
	record.check.who.tgid = UINT32_MAX;
	record.check.cap = UINT16_MAX;
	record.check.syscall = INT32_MAX;
	print(*state, &record, "/x");
	record.head.time_ns = 1000;
	record.check.who.tgid = 0;
	record.check.syscall = -1;
	print(*state, &record, "/x");
	expect_output(*state,
		      "18446744073.709551\t4294967295\t/x\tCAP_65535\tdenied\t"
		      "2147483647\n"
		      "0.000001\t0\t/x\tCAP_65535\tdenied\t-\n");
}

static void other_records_print_nothing(void **state)
{
	union record record = check();
	unsigned int kind;

	for (kind = 0; kind < 65536; kind++) {
		record.head.kind = kind;
		if (kind != CAPTRACE_CHECK)
			print(*state, &record, "/x");
	}
	expect_output(*state, "");
}

static void a_hostile_name_stays_in_its_field(void **state)
{
	union record record = check();

	print(*state, &record, "/\x1b]0;pwned\a\n\t\\ \x7f\xc2\x9b [1m\r");
	expect_output(*state,
		      "669161.938696\t1244\t"
		      "/\\x1b]0;pwned\\x07\\n\\t\\\\ \\x7f\\xc2\\x9b [1m"
		      "\\x0d\tCAP_IPC_OWNER\tdenied\tshmctl\n");
}

static void a_long_path_is_printed_whole(void **state)
{
	union record record = check();
	char expected[5000] = "669161.938696\t1244\t";
	char path[1001];
	size_t i;

	memset(path, '\x01', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	for (i = 0; i < sizeof(path) - 1; i++)
		strcat(expected, "\\x01");
	strcat(expected, "\tCAP_IPC_OWNER\tdenied\tshmctl\n");
	print(*state, &record, path);
	expect_output(*state, expected);
}

static void nothing_is_written_before_the_flush(void **state)
{
	struct fixture *fixture = *state;
	union record record = check();

	print(fixture, &record, "/x");
	assert_int_equal(lseek(fixture->fd, 0, SEEK_END), 0);
	assert_int_equal(fixture->sink->flush(fixture->sink), 0);
	assert_true(lseek(fixture->fd, 0, SEEK_END) > 0);
}

static union record denied(uint64_t call)
{
	union record record = check();

	record.head.flags = call ? CAPTRACE_CHECK_OUTCOME : 0;
	record.check.call = call;

	return record;
}

static union record outcome(uint64_t call, int64_t value)
{
	return (union record){
		.outcome = {
			.head = {
				.kind = CAPTRACE_OUTCOME,
				.time_ns = 669162000000000ull,
			},
			.value = value,
			.call = call,
		},
	};
}

static void the_columns_can_be_chosen(void **state)
{
	struct fixture *fixture = *state;
	const struct names names = { .cgroup = "/a.slice" };
	union record record = check();

	print(fixture, &record, NULL);
	assert_int_equal(fixture->sink->record(fixture->sink, &record, &names),
			 0);
	expect_output(fixture, "CAP_IPC_OWNER\t0\t-\n"
			       "CAP_IPC_OWNER\t/a.slice\t-\n");
}

static void outcomes_have_a_line_if_wanted(void **state)
{
	union record record = denied(1);

	print(*state, &record, "/x");
	print(*state, &record, "/x");
	record = outcome(1, -EPERM);
	print(*state, &record, NULL);
	expect_output(
		*state,
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n"
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n"
		"669162.000000\t1244\t/x\tCAP_IPC_OWNER\tfailed\tshmctl\tEPERM\n"
		"669162.000000\t1244\t/x\tCAP_IPC_OWNER\tfailed\tshmctl\tEPERM\n");
}

static void an_outcome_that_nobody_tells_comes_right_behind(void **state)
{
	union record record = denied(0);

	print(*state, &record, "/x");
	expect_output(
		*state,
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n"
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tunknown\tshmctl\t-\n");
}

static void outcomes_have_no_line_unless_wanted(void **state)
{
	union record record = denied(1);

	print(*state, &record, "/x");
	record = outcome(1, 0);
	print(*state, &record, NULL);
	expect_output(
		*state,
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n");
}

static void outcomes_have_the_columns_that_were_chosen(void **state)
{
	union record record = denied(1);

	print(*state, &record, "/x");
	record = outcome(1, 17);
	print(*state, &record, NULL);
	expect_output(*state, "-\tdenied\t1244\t669161.938696\n"
			      "17\twent-on\t1244\t669162.000000\n");
}

static void a_reader_that_has_gone_is_an_error(void **state)
{
	const struct text_options options = { NULL };
	const struct names names = { .exe = "/x" };
	union record record = check();
	struct output *output;
	struct sink *sink;
	int ends[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_int_equal(output_attach(&output, ends[1]), 0);
	assert_int_equal(text_create(&sink, output, &options), 0);
	assert_int_equal(sink->record(sink, &record, &names), 0);
	assert_int_equal(sink->flush(sink), -EPIPE);
	sink->destroy(sink);
	output_close(output);
	close(ends[1]);
}

static void a_summary_lists_what_was_seen_by_number(void **state)
{
	struct fixture *fixture = *state;
	union record record = check();
	int i;

	for (i = 0; i < 12; i++)
		print(fixture, &record, NULL);
	record.check.result = 0;
	record.check.cap = 0;
	print(fixture, &record, NULL);
	record.check.cap = 70;
	print(fixture, &record, NULL);
	record.head.kind = CAPTRACE_EXIT;
	print(fixture, &record, NULL);
	assert_int_equal(fixture->sink->end(fixture->sink), 0);
	expect_output(fixture,
		      "capability                granted     denied\n"
		      "----------                -------     ------\n"
		      "CAP_CHOWN                       1          0\n"
		      "CAP_IPC_OWNER                   0         12\n"
		      "CAP_70                          1          0\n");
}

static void a_summary_prints_nothing_before_its_end(void **state)
{
	union record record = check();

	print(*state, &record, NULL);
	expect_output(*state, "");
}

#define text_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_text, tear_down)
#define columns_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_columns, tear_down)
#define outcome_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_outcome, tear_down)
#define summary_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_summary, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		text_test(a_line_has_six_fields),
		text_test(granted_is_a_result_of_zero),
		text_test(without_an_executable_the_comm_is_shown),
		text_test(a_comm_without_an_end_ends_all_the_same),
		text_test(extreme_numbers_are_printed_in_full),
		text_test(other_records_print_nothing),
		text_test(a_hostile_name_stays_in_its_field),
		text_test(a_long_path_is_printed_whole),
		text_test(nothing_is_written_before_the_flush),
		columns_test(the_columns_can_be_chosen),
		outcome_test(outcomes_have_a_line_if_wanted),
		outcome_test(an_outcome_that_nobody_tells_comes_right_behind),
		text_test(outcomes_have_no_line_unless_wanted),
		cmocka_unit_test_setup_teardown(
			outcomes_have_the_columns_that_were_chosen,
			set_up_outcome_columns, tear_down),
		cmocka_unit_test(a_reader_that_has_gone_is_an_error),
		summary_test(a_summary_lists_what_was_seen_by_number),
		summary_test(a_summary_prints_nothing_before_its_end),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
