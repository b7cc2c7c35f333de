// SPDX-License-Identifier: GPL-2.0-only
#include "trace.h"
#include "verify.h"

#define NONE "no call failed for want of a capability\n"

static bool failed;

static struct fixture *begin(void **state)
{
	const struct verify_options options = { .terminal = NULL };
	struct fixture *fixture = *state;

	failed = true;
	assert_int_equal(verify_create(&fixture->sink, fixture->output,
				       &options, &failed),
			 0);
	return fixture;
}

static void calls_that_failed_are_told_of(void **state)
{
	struct fixture *fixture = begin(state);

	trace_denied(fixture, 21, TRACE_MOUNT, -EPERM);
	trace_denied(fixture, 21, TRACE_MOUNT, -EPERM);
	trace_denied(fixture, 21, TRACE_CHOWN, 0);
	trace_denied(fixture, 10, TRACE_BIND, -EACCES);
	trace_denied(fixture, 10, TRACE_SETUID, -EPERM);
	assert_string_equal(
		trace_end(fixture),
		"capability            failed  unknown  calls\n"
		"----------            ------  -------  -----\n"
		"CAP_NET_BIND_SERVICE       2        0  bind,setuid\n"
		"CAP_SYS_ADMIN              2        0  mount\n"
		"2 capabilities were denied, and calls failed\n");
	assert_true(failed);
}

static void what_was_granted_or_went_on_did_not_fail(void **state)
{
	struct fixture *fixture = begin(state);

	trace_granted(fixture, 10, TRACE_BIND);
	trace_denied(fixture, 21, TRACE_MOUNT, 0);
	assert_string_equal(trace_end(fixture), NONE);
	assert_false(failed);
}

static void nothing_at_all_did_not_fail(void **state)
{
	assert_string_equal(trace_end(begin(state)), NONE);
	assert_false(failed);
}

static void one_whose_end_is_unknown_may_have_failed(void **state)
{
	struct fixture *fixture = begin(state);
	union record record = trace_check(fixture, 21, -EPERM, TRACE_MOUNT);

	record.head.flags = CAPTRACE_CHECK_OUTCOME;
	record.check.call = 99;
	trace_add(fixture, &record);
	assert_string_equal(trace_end(fixture),
			    "capability     failed  unknown  calls\n"
			    "----------     ------  -------  -----\n"
			    "CAP_SYS_ADMIN       0        1  mount\n"
			    "1 capability was denied, and calls failed\n");
	assert_true(failed);
}

static void one_outside_of_a_call_may_have_failed(void **state)
{
	struct fixture *fixture = begin(state);
	union record record = trace_check(fixture, 21, -EPERM, -1);

	trace_add(fixture, &record);
	assert_non_null(strstr(trace_end(fixture),
			       "\nCAP_SYS_ADMIN       0        1  -\n"));
	assert_true(failed);
}

static void that_there_are_more_calls_is_said(void **state)
{
	struct fixture *fixture = begin(state);
	int syscall;

	for (syscall = 0; syscall < 9; syscall++)
		trace_denied(fixture, 21, syscall, -EPERM);
	assert_non_null(strstr(trace_end(fixture),
			       " 9        0  read,write,open,close,stat,fstat,"
			       "...\n"));
}

static void what_prepares_the_command_does_not_count(void **state)
{
	struct fixture *fixture = begin(state);
	union record record = {
		.exec = {
			.head = { .kind = CAPTRACE_EXEC },
			.who = fixture->who,
		},
	};

	fixture->names.exe = "/usr/bin/crun";
	trace_add(fixture, &record);
	trace_denied(fixture, 21, TRACE_MOUNT, -EPERM);
	assert_string_equal(trace_end(fixture), NONE);
}

#define test(name) \
	cmocka_unit_test_setup_teardown(name, trace_set_up, trace_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(calls_that_failed_are_told_of),
		test(what_was_granted_or_went_on_did_not_fail),
		test(nothing_at_all_did_not_fail),
		test(one_whose_end_is_unknown_may_have_failed),
		test(one_outside_of_a_call_may_have_failed),
		test(that_there_are_more_calls_is_said),
		test(what_prepares_the_command_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
