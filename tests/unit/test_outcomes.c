// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "outcomes.h"
#include "unit.h"

/* How many may wait. */
#define WAITING_MAX 4096

static int set_up(void **state)
{
	*state = outcomes_create();
	return !*state;
}

static int tear_down(void **state)
{
	outcomes_destroy(*state);
	return 0;
}

/* Of process 7, and told apart by the capability. */
static union record check(uint64_t call, unsigned int cap)
{
	return (union record){
		.check = {
			.head = {
				.kind = CAPTRACE_CHECK,
				.flags = call ? CAPTRACE_CHECK_OUTCOME : 0,
				.time_ns = 100,
			},
			.who = { .tgid = 7, .tid = 8, .start_ns = 70 },
			.syscall = 31,
			.result = -EPERM,
			.cap = cap,
			.call = call,
		},
	};
}

static void take(struct outcomes *outcomes, const union record *record)
{
	const struct names names = { .exe = "/x" };

	assert_int_equal(outcomes_take(outcomes, record, &names, NULL), 0);
}

static void denied(struct outcomes *outcomes, uint64_t call, unsigned int cap)
{
	const union record record = check(call, cap);

	take(outcomes, &record);
}

static void returns(struct outcomes *outcomes, uint64_t call, int64_t value)
{
	const union record record = {
		.outcome = {
			.head = { .kind = CAPTRACE_OUTCOME, .time_ns = 200 },
			.value = value,
			.call = call,
		},
	};

	take(outcomes, &record);
}

static void exits(struct outcomes *outcomes, unsigned int tgid,
		  uint64_t start_ns)
{
	const union record record = {
		.exit = {
			.head = { .kind = CAPTRACE_EXIT, .time_ns = 300 },
			.who = { .tgid = tgid, .start_ns = start_ns },
		},
	};

	take(outcomes, &record);
}

static void ends(struct outcomes *outcomes)
{
	const union record record = {
		.head = { .kind = CAPTRACE_END, .time_ns = 400 },
	};

	take(outcomes, &record);
}

static void expect_nothing(struct outcomes *outcomes)
{
	assert_null(outcomes_next(outcomes));
}

static void expect(struct outcomes *outcomes, unsigned int cap, int64_t value)
{
	const struct outcome *outcome = outcomes_next(outcomes);

	assert_non_null(outcome);
	assert_int_equal(outcome->check.cap, cap);
	assert_int_equal(outcome->result.head.flags, 0);
	assert_int_equal(outcome->result.head.time_ns, 200);
	assert_int_equal(outcome->result.value, value);
	assert_string_equal(outcome->names.exe, "/x");
	assert_null(outcome->names.cgroup);
}

static void expect_unknown(struct outcomes *outcomes, unsigned int cap,
			   uint64_t time_ns)
{
	const struct outcome *outcome = outcomes_next(outcomes);

	assert_non_null(outcome);
	assert_int_equal(outcome->check.cap, cap);
	assert_int_equal(outcome->result.head.flags, CAPTRACE_OUTCOME_UNKNOWN);
	assert_int_equal(outcome->result.head.time_ns, time_ns);
	assert_int_equal(outcome->result.head.kind, CAPTRACE_OUTCOME);
	assert_int_equal(outcome->result.who.tid, 8);
	assert_int_equal(outcome->result.syscall, 31);
}

static void a_denied_check_waits_for_its_call(void **state)
{
	denied(*state, 1, 21);
	expect_nothing(*state);
	returns(*state, 1, -EACCES);
	expect(*state, 21, -EACCES);
	expect_nothing(*state);
	returns(*state, 1, 0);
	expect_nothing(*state);
}

static void all_checks_of_a_call_have_its_outcome(void **state)
{
	denied(*state, 1, 2);
	denied(*state, 2, 5);
	denied(*state, 1, 1);
	denied(*state, 1, 3);
	returns(*state, 1, 17);
	expect(*state, 2, 17);
	expect(*state, 1, 17);
	expect(*state, 3, 17);
	expect_nothing(*state);
	returns(*state, 2, 0);
	expect(*state, 5, 0);
	expect_nothing(*state);
}

/* Calls that differ by any power of two, should only some bits be looked at. */
static void calls_are_told_apart(void **state)
{
	unsigned int bit;

	for (bit = 0; bit < 64; bit++)
		denied(*state, 1ull << bit, bit);
	for (bit = 0; bit < 64; bit++) {
		returns(*state, 1ull << bit, bit);
		expect(*state, bit, bit);
		expect_nothing(*state);
	}
}

static void without_the_kernels_word_it_is_unknown_at_once(void **state)
{
	denied(*state, 0, 21);
	expect_unknown(*state, 21, 100);
	expect_nothing(*state);
}

static void only_denials_in_system_calls_have_outcomes(void **state)
{
	union record record = check(0, 21);

	record.check.result = 0;
	take(*state, &record);
	expect_nothing(*state);
	record = check(0, 21);
	record.check.syscall = -1;
	take(*state, &record);
	expect_nothing(*state);
}

static void the_call_of_a_process_that_is_gone_is_unknown(void **state)
{
	denied(*state, 1, 1);
	denied(*state, 2, 2);
	exits(*state, 8, 70);
	exits(*state, 7, 71);
	expect_nothing(*state);
	exits(*state, 7, 70);
	expect_unknown(*state, 1, 300);
	expect_unknown(*state, 2, 300);
	expect_nothing(*state);
	returns(*state, 1, 0);
	expect_nothing(*state);
}

static void a_call_under_way_at_the_end_is_unknown(void **state)
{
	denied(*state, 1, 1);
	denied(*state, 2, 2);
	ends(*state);
	expect_unknown(*state, 1, 400);
	expect_unknown(*state, 2, 400);
	expect_nothing(*state);
}

static void where_too_many_wait_the_oldest_is_unknown(void **state)
{
	uint64_t call;

	for (call = 1; call <= WAITING_MAX; call++)
		denied(*state, call, call);
	expect_nothing(*state);
	denied(*state, call, 9999);
	expect_unknown(*state, 1, 100);
	expect_nothing(*state);
	returns(*state, 1, 0);
	expect_nothing(*state);
	for (call = 2; call <= WAITING_MAX; call++) {
		returns(*state, call, 0);
		expect(*state, call, 0);
	}
	returns(*state, call, 0);
	expect(*state, 9999, 0);
	expect_nothing(*state);
}

static void names_are_those_of_the_check(void **state)
{
	char exe[] = "/old", cgroup[] = "/slice";
	const struct names names = { .exe = exe, .cgroup = cgroup };
	const union record record = check(1, 21);
	const struct outcome *outcome;

	assert_int_equal(outcomes_take(*state, &record, &names, NULL), 0);
	memset(exe, 'z', strlen(exe));
	memset(cgroup, 'z', strlen(cgroup));
	returns(*state, 1, 0);
	outcome = outcomes_next(*state);
	assert_string_equal(outcome->names.exe, "/old");
	assert_string_equal(outcome->names.cgroup, "/slice");
}

static void other_records_are_skipped(void **state)
{
	union record record = check(1, 21);
	unsigned int kind;

	for (kind = 0; kind < 65536; kind++) {
		record.head.kind = kind;
		if (kind != CAPTRACE_CHECK)
			take(*state, &record);
	}
	expect_nothing(*state);
}

static void what_waits_at_the_end_is_freed(void **state)
{
	denied(*state, 1, 1);
	denied(*state, 2, 2);
	denied(*state, 2, 3);
	returns(*state, 2, 0);
	expect(*state, 2, 0);
}

static void expect_words(int64_t value, unsigned int flags, const char *verdict,
			 const char *text)
{
	const struct captrace_outcome result = {
		.head = { .flags = flags },
		.value = value,
	};
	char buf[OUTCOME_VALUE_SIZE];

	assert_string_equal(outcome_verdict(&result), verdict);
	assert_string_equal(outcome_value(&result, buf), text);
}

static void errors_are_called_by_name(void **state)
{
	(void)state;
	expect_words(-EPERM, 0, "failed", "EPERM");
	expect_words(-EHWPOISON, 0, "failed", "EHWPOISON");
	expect_words(-524, 0, "failed", "-524");
	expect_words(-4095, 0, "failed", "-4095");
}

static void all_else_went_on(void **state)
{
	(void)state;
	expect_words(0, 0, "went-on", "0");
	expect_words(EPERM, 0, "went-on", "1");
	expect_words(-4096, 0, "went-on", "-4096");
	expect_words(INT64_MAX, 0, "went-on", "9223372036854775807");
	expect_words(INT64_MIN, 0, "went-on", "-9223372036854775808");
}

static void a_call_that_is_restarted_has_not_failed(void **state)
{
	(void)state;
	expect_words(-512, 0, "interrupted", "ERESTARTSYS");
	expect_words(-513, 0, "interrupted", "ERESTARTNOINTR");
	expect_words(-514, 0, "interrupted", "ERESTARTNOHAND");
	expect_words(-516, 0, "interrupted", "ERESTART_RESTARTBLOCK");
	expect_words(-515, 0, "failed", "-515");
	expect_words(-EINTR, 0, "failed", "EINTR");
}

static void what_was_not_seen_is_not_told(void **state)
{
	(void)state;
	expect_words(0, CAPTRACE_OUTCOME_UNKNOWN, "unknown", "-");
	expect_words(-EPERM, CAPTRACE_OUTCOME_UNKNOWN, "unknown", "-");
	expect_words(-EPERM, 0x8000, "failed", "EPERM");
}

#define outcomes_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		outcomes_test(a_denied_check_waits_for_its_call),
		outcomes_test(all_checks_of_a_call_have_its_outcome),
		outcomes_test(calls_are_told_apart),
		outcomes_test(without_the_kernels_word_it_is_unknown_at_once),
		outcomes_test(only_denials_in_system_calls_have_outcomes),
		outcomes_test(the_call_of_a_process_that_is_gone_is_unknown),
		outcomes_test(a_call_under_way_at_the_end_is_unknown),
		outcomes_test(where_too_many_wait_the_oldest_is_unknown),
		outcomes_test(names_are_those_of_the_check),
		outcomes_test(other_records_are_skipped),
		outcomes_test(what_waits_at_the_end_is_freed),
		cmocka_unit_test(errors_are_called_by_name),
		cmocka_unit_test(all_else_went_on),
		cmocka_unit_test(a_call_that_is_restarted_has_not_failed),
		cmocka_unit_test(what_was_not_seen_is_not_told),
	};

	return cmocka_run_group_tests_name("outcomes", tests, NULL, NULL);
}
