// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "columns.h"
#include "output.h"
#include "sink.h"
#include "terminal.h"
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

static void make_sink(struct fixture *fixture,
		      const struct text_options *options)
{
	assert_int_equal(text_create(&fixture->sink, fixture->output, options),
			 0);
}

static void a_header_is_there_without_any_line(void **state)
{
	const struct text_options options = { .header = true };

	make_sink(*state, &options);
	expect_output(*state, "TIME\tPID\tEXE\tCAP\tVERDICT\tSYSCALL\n");
}

static void a_header_names_what_outcomes_add(void **state)
{
	const struct text_options options = {
		.header = true,
		.outcome = true,
	};

	make_sink(*state, &options);
	expect_output(*state,
		      "TIME\tPID\tEXE\tCAP\tVERDICT\tSYSCALL\tRETURN\n");
}

static void a_header_is_written_once(void **state)
{
	const struct text_options options = { .header = true };
	union record record = check();

	make_sink(*state, &options);
	print(*state, &record, "/x");
	print(*state, &record, "/x");
	expect_output(
		*state,
		"TIME\tPID\tEXE\tCAP\tVERDICT\tSYSCALL\n"
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n"
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n");
}

static void delta_is_between_the_lines_that_are_shown(void **state)
{
	const struct text_options options = {
		.time = STAMP_DELTA,
		.unique = true,
	};
	union record record = check();

	make_sink(*state, &options);
	record.head.time_ns = 1000000;
	print(*state, &record, "/x");
	record.head.time_ns = 2000000;
	print(*state, &record, "/x");
	record.head.time_ns = 4000000;
	record.check.cap = 0;
	print(*state, &record, "/x");
	expect_output(*state,
		      "0.000000\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n"
		      "0.003000\t1244\t/x\tCAP_CHOWN\tdenied\tshmctl\n");
}

/* A clock may be set while a call is under way. */
static void an_outcome_has_the_clock_of_its_own_time(void **state)
{
	struct columns columns;
	const struct text_options options = {
		.columns = &columns,
		.outcome = true,
		.time = STAMP_WALL,
	};
	struct names names = { .realtime_offset_ns = 0 };
	struct fixture *fixture = *state;
	union record record = denied(1);

	setenv("TZ", "UTC0", 1);
	assert_int_equal(columns_parse("time", &columns, NULL, NULL), 0);
	make_sink(fixture, &options);
	assert_int_equal(fixture->sink->record(fixture->sink, &record, &names),
			 0);
	names.realtime_offset_ns = 86400000000000ull;
	record = outcome(1, 0);
	assert_int_equal(fixture->sink->record(fixture->sink, &record, &names),
			 0);
	expect_output(fixture, "1970-01-08T17:52:41.938696+00:00\n"
			       "1970-01-09T17:52:42.000000+00:00\n");
}

static void only_what_is_new_has_a_line(void **state)
{
	const struct text_options options = {
		.unique = true,
		.unique_of = UNIQUE_EXE,
		.outcome = true,
	};
	union record record = denied(1);

	make_sink(*state, &options);
	print(*state, &record, "/x");
	print(*state, &record, "/x");
	record = outcome(1, -EPERM);
	print(*state, &record, NULL);
	record = denied(2);
	print(*state, &record, "/y");
	expect_output(
		*state,
		"669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n"
		"669162.000000\t1244\t/x\tCAP_IPC_OWNER\tfailed\tshmctl\tEPERM\n"
		"669161.938696\t1244\t/y\tCAP_IPC_OWNER\tdenied\tshmctl\n");
}

/* Its last outcomes belong to it. */
static void a_process_is_forgotten_with_its_last_line(void **state)
{
	struct columns columns;
	const struct text_options options = {
		.columns = &columns,
		.outcome = true,
		.unique = true,
	};
	union record record = denied(1);
	union record exit = { .exit = { .who = record.check.who } };

	exit.head.kind = CAPTRACE_EXIT;
	assert_int_equal(columns_parse("pid,verdict", &columns, NULL, NULL), 0);
	make_sink(*state, &options);
	print(*state, &record, "/x");
	print(*state, &record, "/x");
	print(*state, &exit, NULL);
	record = denied(2);
	print(*state, &record, "/x");
	expect_output(*state, "1244\tdenied\n"
			      "1244\tunknown\n"
			      "1244\tdenied\n");
}

static const struct names with_stacks = {
	.exe = "/x",
	.kernel_stack = "cap_capable+0x1/0x2\nns_capable+0x3/0x4 [overlay]",
	.user_stack = "/lib/a\tb+0x1",
};

static void print_stacks(struct fixture *fixture, const union record *record)
{
	assert_int_equal(
		fixture->sink->record(fixture->sink, record, &with_stacks), 0);
}

#define LINE "669161.938696\t1244\t/x\tCAP_IPC_OWNER\tdenied\tshmctl\n"

static void stacks_are_below_the_line_if_wanted(void **state)
{
	const struct text_options options = {
		.kernel_stack = true,
		.user_stack = true,
		.outcome = true,
	};
	union record record = denied(1);

	make_sink(*state, &options);
	print_stacks(*state, &record);
	record = outcome(1, -EPERM);
	print(*state, &record, NULL);
	record = denied(2);
	print(*state, &record, "/x");
	expect_output(*state, LINE
		      "\tcap_capable+0x1/0x2\n\tns_capable+0x3/0x4 [overlay]\n"
		      "\t/lib/a\\tb+0x1\n"
		      "669162.000000\t1244\t/x\tCAP_IPC_OWNER\tfailed\tshmctl"
		      "\tEPERM\n" LINE);
}

static void one_stack_will_do(void **state)
{
	const struct text_options options = { .user_stack = true };
	union record record = denied(1);

	make_sink(*state, &options);
	print_stacks(*state, &record);
	expect_output(*state, LINE "\t/lib/a\\tb+0x1\n");
}

static void stacks_that_are_columns_are_not_below(void **state)
{
	struct columns columns;
	const struct text_options options = {
		.columns = &columns,
		.kernel_stack = true,
		.user_stack = true,
	};
	union record record = denied(1);

	assert_int_equal(columns_parse("kstack", &columns, NULL, NULL), 0);
	make_sink(*state, &options);
	print_stacks(*state, &record);
	expect_output(*state,
		      "cap_capable+0x1/0x2;ns_capable+0x3/0x4 [overlay]\n"
		      "\t/lib/a\\tb+0x1\n");
}

static void a_terminal_is_asked_again_after_each_flush(void **state)
{
	const struct winsize narrow = { .ws_col = 15 }, wide = { .ws_col = 26 };
	struct terminal terminal;
	const struct text_options options = { .terminal = &terminal };
	int fd = posix_openpt(O_RDWR | O_NOCTTY);
	struct fixture *fixture = *state;
	union record record = check();

	assert_int_equal(ioctl(fd, TIOCSWINSZ, &narrow), 0);
	assert_true(terminal_attach(&terminal, fd));
	make_sink(fixture, &options);
	print(fixture, &record, "/usr/libexec/Xorg");
	expect_output(fixture, "669161.938696 1\n");
	assert_int_equal(ioctl(fd, TIOCSWINSZ, &wide), 0);
	print(fixture, &record, "/usr/libexec/Xorg");
	expect_output(fixture, "669161.938696 1\n"
			       "669161.938696 1244    /usr\n");
	close(fd);
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

#define text_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_text, tear_down)
#define plain_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define columns_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_columns, tear_down)
#define outcome_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_outcome, tear_down)

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
		plain_test(a_header_is_there_without_any_line),
		plain_test(a_header_names_what_outcomes_add),
		plain_test(a_header_is_written_once),
		plain_test(delta_is_between_the_lines_that_are_shown),
		plain_test(an_outcome_has_the_clock_of_its_own_time),
		plain_test(only_what_is_new_has_a_line),
		plain_test(a_process_is_forgotten_with_its_last_line),
		plain_test(stacks_are_below_the_line_if_wanted),
		plain_test(one_stack_will_do),
		plain_test(stacks_that_are_columns_are_not_below),
		plain_test(a_terminal_is_asked_again_after_each_flush),
		cmocka_unit_test(a_reader_that_has_gone_is_an_error),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
