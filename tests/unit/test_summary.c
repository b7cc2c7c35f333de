// SPDX-License-Identifier: GPL-2.0-only
#include "summary.h"
#include "trace.h"

#define NSEC_PER_DAY (24 * 3600 * 1000000000ull)

static struct fixture *begin(void **state, enum group_by by, bool json,
			     bool verbose)
{
	const struct summary_options options = {
		.ledger = { .by = by },
		.json = json,
		.verbose = verbose,
	};
	struct fixture *fixture = *state;

	assert_int_equal(
		summary_create(&fixture->sink, fixture->output, &options), 0);
	return fixture;
}

static void a_summary_lists_what_was_seen_by_number(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, false, false);
	int i;

	for (i = 0; i < 12; i++)
		trace_denied(fixture, 15, TRACE_MOUNT, i < 11 ? 0 : -EPERM);
	trace_granted(fixture, 0, TRACE_CHOWN);
	trace_granted(fixture, 70, -1);
	assert_string_equal(
		trace_end(fixture),
		"capability     granted  denied  need      first     last      example\n"
		"----------     -------  ------  ----      -----     ----      -------\n"
		"CAP_CHOWN            1       0  required  16:00:00  16:00:00  chown\n"
		"CAP_IPC_OWNER        0      12  required  16:00:00  16:00:00  mount\n"
		"CAP_70               1       0  required  16:00:00  16:00:00  -\n");
}

static void a_denial_that_the_calls_went_on_with_is_optional(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, false, false);

	trace_denied(fixture, 15, TRACE_MOUNT, 0);
	trace_denied(fixture, 15, TRACE_MOUNT, 7);
	assert_non_null(strstr(trace_end(fixture),
			       "CAP_IPC_OWNER        0       2  optional "));
}

static void a_summary_prints_nothing_before_its_end(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, false, false);

	trace_granted(fixture, 0, TRACE_CHOWN);
	assert_string_equal(trace_printed(fixture), "");
}

static void a_summary_of_nothing_has_its_titles(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, false, false);

	assert_string_equal(
		trace_end(fixture),
		"capability  granted  denied  need  first  last  example\n"
		"----------  -------  ------  ----  -----  ----  -------\n");
}

static void moments_of_several_days_have_dates(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, false, false);
	const char *text;

	trace_granted(fixture, 0, TRACE_CHOWN);
	fixture->time_ns += NSEC_PER_DAY;
	trace_granted(fixture, 1, TRACE_CHOWN);
	text = trace_end(fixture);
	assert_non_null(strstr(text, "2025-11-24 16:00:00  2025-11-24 16:00"));
	assert_non_null(strstr(text, "2025-11-25 16:00:00  2025-11-25 16:00"));
}

/* Where each of @parts is, one behind the other. */
static void expect_in_order(const char *text, const char *const parts[],
			    size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		text = strstr(text, parts[i]);
		if (!text)
			fail_msg("no '%s' there", parts[i]);
		text += strlen(parts[i]);
	}
}

static void see_exe(struct fixture *fixture, const char *exe, uint32_t tgid,
		    unsigned int cap)
{
	fixture->names.exe = exe;
	fixture->who.tgid = tgid;
	fixture->who.tid = tgid;
	trace_granted(fixture, cap, TRACE_CHOWN);
}

static void executables_are_sorted_by_name(void **state)
{
	static const char *const parts[] = {
		"exe     capability",
		"\n/bin/a  CAP_CHOWN               1 ",
		"\n/bin/a  CAP_SETUID              2 ",
		"\n/bin/b  CAP_DAC_OVERRIDE        1 ",
	};
	struct fixture *fixture = begin(state, GROUP_BY_EXE, false, false);

	see_exe(fixture, "/bin/b", 2, 1);
	see_exe(fixture, "/bin/a", 3, 7);
	see_exe(fixture, "/bin/a", 4, 7);
	see_exe(fixture, "/bin/a", 3, 0);
	expect_in_order(trace_end(fixture), parts, ARRAY_SIZE(parts));
}

static void users_are_sorted_by_their_number(void **state)
{
	static const char *const parts[] = { "user", "\n33", "\n1000" };
	struct fixture *fixture = begin(state, GROUP_BY_USER, false, false);

	fixture->who.euid = 1000;
	trace_granted(fixture, 0, TRACE_CHOWN);
	fixture->who.euid = 33;
	trace_granted(fixture, 0, TRACE_CHOWN);
	expect_in_order(trace_end(fixture), parts, ARRAY_SIZE(parts));
}

static void processes_come_as_they_show(void **state)
{
	static const char *const parts[] = { "process", "\n9 /bin/z",
					     "\n8 /bin/a" };
	struct fixture *fixture = begin(state, GROUP_BY_PROCESS, false, false);

	see_exe(fixture, "/bin/z", 9, 1);
	see_exe(fixture, "/bin/a", 8, 1);
	expect_in_order(trace_end(fixture), parts, ARRAY_SIZE(parts));
}

static void stacks_come_last(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_STACK, false, false);

	fixture->names.user_stack = "/lib/libc.so.6+0x1\n/bin/a+0x2";
	trace_granted(fixture, 0, TRACE_CHOWN);
	assert_string_equal(
		trace_end(fixture),
		"capability  granted  denied  need      first     last      example  stack\n"
		"----------  -------  ------  ----      -----     ----      -------  -----\n"
		"CAP_CHOWN         1       0  required  16:00:00  16:00:00  chown    /lib/libc.so.6+0x1;/bin/a+0x2\n");
}

/* A program that prepares others. */
static void prepare(struct fixture *fixture)
{
	union record record = {
		.exec = {
			.head = { .kind = CAPTRACE_EXEC },
			.who = fixture->who,
		},
	};
	const char *exe = fixture->names.exe;

	fixture->names.exe = "/usr/sbin/runc";
	trace_add(fixture, &record);
	trace_granted(fixture, 21, TRACE_MOUNT);
	fixture->names.exe = exe;
	trace_add(fixture, &record);
	trace_granted(fixture, 0, TRACE_CHOWN);
}

static void the_set_up_does_not_count(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, false, false);

	prepare(fixture);
	assert_null(strstr(trace_end(fixture), "CAP_SYS_ADMIN"));
}

static void the_set_up_has_rows_of_its_own_if_wanted(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, false, true);
	const char *row = "CAP_CHOWN            1       0  required";
	const char *setup = "CAP_SYS_ADMIN        1       0  setup     -";
	const char *text;

	prepare(fixture);
	text = trace_end(fixture);
	assert_non_null(strstr(text, row));
	assert_non_null(strstr(text, setup));
}

static void each_row_is_an_object_in_json(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_EXE, true, false);

	trace_granted(fixture, 10, TRACE_BIND);
	trace_denied(fixture, 10, TRACE_BIND, -EACCES);
	trace_granted(fixture, 10, -1);
	assert_string_equal(
		trace_end(fixture),
		"{\"kind\":\"summary\",\"by\":\"exe\","
		"\"group\":\"/usr/sbin/nginx\",\"cap\":10,"
		"\"cap_name\":\"CAP_NET_BIND_SERVICE\",\"granted\":2,"
		"\"denied\":1,\"need\":\"required\",\"outcomes\":{\"failed\":1,"
		"\"went-on\":0,\"interrupted\":0,\"unknown\":0},"
		"\"first\":\"2025-11-24T16:00:00.000000000Z\","
		"\"last\":\"2025-11-24T16:00:00.000000003Z\","
		"\"calls\":[{\"syscall\":49,\"syscall_name\":\"bind\","
		"\"arch\":3221225534,\"abi\":\"x86_64\",\"granted\":1,"
		"\"denied\":1},{\"granted\":1,\"denied\":0}],"
		"\"more_calls\":false}\n");
}

static void json_of_all_names_no_group(void **state)
{
	struct fixture *fixture = begin(state, GROUP_BY_NOTHING, true, true);
	const char *text;

	prepare(fixture);
	text = trace_end(fixture);
	assert_ptr_equal(strstr(text, "{\"kind\":\"summary\",\"cap\":0,"),
			 text);
	assert_non_null(strstr(text,
			       "{\"kind\":\"summary\",\"cap\":21,"
			       "\"cap_name\":\"CAP_SYS_ADMIN\",\"granted\":1,"
			       "\"denied\":0,\"need\":\"setup\"}\n"));
}

#define test(name) \
	cmocka_unit_test_setup_teardown(name, trace_set_up, trace_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_summary_lists_what_was_seen_by_number),
		test(a_denial_that_the_calls_went_on_with_is_optional),
		test(a_summary_prints_nothing_before_its_end),
		test(a_summary_of_nothing_has_its_titles),
		test(moments_of_several_days_have_dates),
		test(executables_are_sorted_by_name),
		test(users_are_sorted_by_their_number),
		test(processes_come_as_they_show),
		test(stacks_come_last),
		test(the_set_up_does_not_count),
		test(the_set_up_has_rows_of_its_own_if_wanted),
		test(each_row_is_an_object_in_json),
		test(json_of_all_names_no_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
