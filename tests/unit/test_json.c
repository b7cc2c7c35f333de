// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "json.h"
#include "output.h"
#include "sink.h"
#include "unit.h"

/* A file to print into. */
struct fixture {
	int fd;
	struct output *output;
	struct sink *sink;
};

static int set_up_with(void **state, bool outcome)
{
	const struct json_options options = { .outcome = outcome };
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	*state = fixture;

	return fixture->fd < 0 ||
	       output_attach(&fixture->output, fixture->fd) ||
	       json_create(&fixture->sink, fixture->output, &options);
}

static int set_up(void **state)
{
	return set_up_with(state, false);
}

static int set_up_outcome(void **state)
{
	return set_up_with(state, true);
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

static void add(struct fixture *fixture, const union record *record,
		const struct names *names)
{
	const struct names none = { NULL };

	assert_int_equal(fixture->sink->record(fixture->sink, record,
					       names ? names : &none),
			 0);
}

/* What has been written, in @text. */
static void read_output(struct fixture *fixture, char *text, size_t size)
{
	ssize_t length;

	assert_int_equal(fixture->sink->flush(fixture->sink), 0);
	length = pread(fixture->fd, text, size - 1, 0);
	assert_true(length >= 0);
	text[length] = '\0';
}

static void expect_output(struct fixture *fixture, const char *expected)
{
	char text[8192];

	read_output(fixture, text, sizeof(text));
	assert_string_equal(text, expected);
}

static union record check(void)
{
	return (union record){
		.check = {
			.head = {
				.kind = CAPTRACE_CHECK,
				.cpu = 3,
				.time_ns = 1ull << 60,
				.seq = 77,
			},
			.who = {
				.tgid = 1244,
				.tid = 1250,
				.ppid = 1,
				.euid = 33,
				.start_ns = (1ull << 53) + 1,
				.cgroup_id = UINT64_MAX,
				.comm = "Xorg",
			},
			.userns = CAPTRACE_USERNS_INIT,
			.cred_userns = 4026532200u,
			.syscall = 31,
			.arch = AUDIT_ARCH_X86_64,
			.result = -EPERM,
			.cap = 15,
			.reason = CAPTRACE_REASON_MISSING,
		},
	};
}

static void a_check_has_names_and_numbers(void **state)
{
	const struct names names = {
		.exe = "/usr/libexec/Xorg",
		.cgroup = "/a.slice",
		.realtime_offset_ns = 611078495393153024ull,
	};
	union record record = check();

	add(*state, &record, &names);
	expect_output(
		*state,
		"{\"kind\":\"check\",\"time_ns\":\"1152921504606846976\","
		"\"wall_time\":\"2025-11-24T16:00:00.000000000Z\","
		"\"cpu\":3,\"seq\":77,\"process\":{\"pid\":1244,\"tid\":1250,"
		"\"ppid\":1,\"uid\":33,\"start_ns\":\"9007199254740993\","
		"\"comm\":\"Xorg\",\"exe\":\"/usr/libexec/Xorg\"},"
		"\"cgroup\":{\"id\":\"18446744073709551615\","
		"\"path\":\"/a.slice\"},\"cap\":15,"
		"\"cap_name\":\"CAP_IPC_OWNER\",\"verdict\":\"denied\","
		"\"result\":-1,\"result_name\":\"EPERM\","
		"\"decided_by\":\"capabilities\",\"reason\":\"missing\","
		"\"cap_add\":true,\"syscall\":31,\"syscall_name\":\"shmctl\","
		"\"arch\":3221225534,\"abi\":\"x86_64\",\"class\":\"audited\","
		"\"audit\":true,\"setid\":false,\"opts\":0,\"cred\":\"own\","
		"\"userns\":4026531837,\"cred_userns\":4026532200,"
		"\"ns\":\"initial\",\"hook\":\"return\",\"evaluated\":false,"
		"\"interrupt\":false}\n");
}

static void a_count_stays_exact_in_a_double(void **state)
{
	union record record = {
		.lost = {
			.head = { .kind = CAPTRACE_LOST, .cpu = 1 },
			.full = UINT64_MAX,
			.missed = 1ull << 53,
			.events = (1ull << 53) - 1,
			.last_ns = UINT64_MAX,
		},
	};

	add(*state, &record, NULL);
	expect_output(*state,
		      "{\"kind\":\"lost\",\"time_ns\":\"0\",\"cpu\":1,"
		      "\"full\":9007199254740991,\"missed\":9007199254740991,"
		      "\"events\":9007199254740991,\"first_ns\":\"0\","
		      "\"last_ns\":\"18446744073709551615\"}\n");
}

static void other_records_print_nothing(void **state)
{
	static const unsigned int printed[] = {
		CAPTRACE_CHECK, CAPTRACE_EXEC,	CAPTRACE_FORK, CAPTRACE_EXIT,
		CAPTRACE_LOST,	CAPTRACE_BLIND, CAPTRACE_END,
	};
	union record record = check();
	unsigned int kind;
	size_t i;

	for (kind = 0; kind < 65536; kind++) {
		for (i = 0; i < ARRAY_SIZE(printed); i++) {
			if (kind == printed[i])
				break;
		}
		record.head.kind = kind;
		if (i == ARRAY_SIZE(printed))
			add(*state, &record, NULL);
	}
	expect_output(*state, "");
}

static void add_denied_call(struct fixture *fixture)
{
	union record record = check();

	record.head.flags = CAPTRACE_CHECK_OUTCOME;
	record.check.call = 9;
	add(fixture, &record, NULL);
	record = (union record){
		.outcome = {
			.head = { .kind = CAPTRACE_OUTCOME, .time_ns = 5 },
			.value = -EPERM,
			.call = 9,
		},
	};
	add(fixture, &record, NULL);
}

static void outcomes_have_an_object_if_wanted(void **state)
{
	char text[8192];

	add_denied_call(*state);
	read_output(*state, text, sizeof(text));
	assert_string_equal(
		strchr(text, '\n') + 1,
		"{\"kind\":\"outcome\",\"time_ns\":\"5\",\"process\":{"
		"\"pid\":1244,\"tid\":1250,\"ppid\":1,\"uid\":33,"
		"\"start_ns\":\"9007199254740993\",\"comm\":\"Xorg\"},"
		"\"cgroup\":{\"id\":\"18446744073709551615\"},\"cap\":15,"
		"\"cap_name\":\"CAP_IPC_OWNER\",\"verdict\":\"failed\","
		"\"return\":\"-1\",\"return_name\":\"EPERM\",\"syscall\":31,"
		"\"syscall_name\":\"shmctl\",\"arch\":3221225534,"
		"\"abi\":\"x86_64\",\"call\":9,"
		"\"check\":{\"cpu\":3,\"seq\":77}}\n");
}

static void outcomes_have_no_object_unless_wanted(void **state)
{
	char text[8192];

	add_denied_call(*state);
	read_output(*state, text, sizeof(text));
	assert_string_equal(strchr(text, '\n'), "\n");
}

static void what_still_waits_has_an_outcome_before_the_end(void **state)
{
	union record record = check();
	char text[8192];
	char *line;

	record.head.flags = CAPTRACE_CHECK_OUTCOME;
	record.check.call = 9;
	add(*state, &record, NULL);
	record = (union record){ .head = { .kind = CAPTRACE_END } };
	add(*state, &record, NULL);

	read_output(*state, text, sizeof(text));
	line = strchr(text, '\n') + 1;
	assert_int_equal(strncmp(line, "{\"kind\":\"outcome\",", 18), 0);
	assert_non_null(strstr(line, "\"verdict\":\"unknown\""));
	line = strchr(line, '\n') + 1;
	assert_int_equal(strncmp(line, "{\"kind\":\"end\",", 14), 0);
	assert_string_equal(strchr(line, '\n'), "\n");
}

static void a_long_name_is_printed_whole(void **state)
{
	static char name[20001], text[400000], expected[40003];
	const struct names names = { .exe = name };
	union record record = check();
	size_t i;

	for (i = 0; i < sizeof(name) - 1; i++) {
		name[i] = '\xff';
		memcpy(expected + 2 * i, "ff", 2);
	}
	add(*state, &record, NULL);
	add(*state, &record, &names);
	add(*state, &record, NULL);
	read_output(*state, text, sizeof(text));
	assert_non_null(strstr(text, expected));
}

static void nothing_is_written_before_the_flush(void **state)
{
	struct fixture *fixture = *state;
	union record record = check();

	add(fixture, &record, NULL);
	assert_int_equal(lseek(fixture->fd, 0, SEEK_END), 0);
	assert_int_equal(fixture->sink->flush(fixture->sink), 0);
	assert_true(lseek(fixture->fd, 0, SEEK_END) > 0);
}

#define json_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define outcome_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_outcome, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		json_test(a_check_has_names_and_numbers),
		json_test(a_count_stays_exact_in_a_double),
		json_test(other_records_print_nothing),
		outcome_test(outcomes_have_an_object_if_wanted),
		json_test(outcomes_have_no_object_unless_wanted),
		outcome_test(what_still_waits_has_an_outcome_before_the_end),
		json_test(a_long_name_is_printed_whole),
		json_test(nothing_is_written_before_the_flush),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
