// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "unique.h"
#include "unit.h"

/* Everything that can make a line another one, and what cannot. */
struct sample {
	struct captrace_check check;
	struct names names;
	struct captrace_outcome outcome;
	bool has_outcome;
};

static struct sample sample(void)
{
	return (struct sample){
		.check = {
			.who = {
				.tgid = 7,
				.tid = 8,
				.start_ns = 70,
				.cgroup_id = 5,
				.comm = "comm",
			},
			.cap = 21,
			.result = -EPERM,
		},
		.names = { .exe = "/bin/a" },
	};
}

static bool is_new(struct unique *unique, const struct sample *of)
{
	const struct line line = {
		.check = &of->check,
		.names = &of->names,
		.outcome = of->has_outcome ? &of->outcome : NULL,
	};
	int ret = unique_add(unique, &line);

	assert_in_range(ret, 0, 1);
	return ret;
}

static void exit_of(struct unique *unique, const struct sample *of)
{
	const union record record = {
		.exit = {
			.head = { .kind = CAPTRACE_EXIT },
			.who = of->check.who,
		},
	};

	unique_forget(unique, &record, &of->names);
}

static void it_is_of_something_that_has_a_name(void **state)
{
	enum unique_of of;

	(void)state;
	assert_int_equal(unique_parse("process", &of), 0);
	assert_int_equal(of, UNIQUE_PROCESS);
	assert_int_equal(unique_parse("exe", &of), 0);
	assert_int_equal(of, UNIQUE_EXE);
	assert_int_equal(unique_parse("container", &of), 0);
	assert_int_equal(of, UNIQUE_CONTAINER);
	assert_int_equal(unique_parse("", &of), -EINVAL);
	assert_int_equal(unique_parse("pid", &of), -EINVAL);
}

static void another_capability_or_verdict_is_new(void **state)
{
	struct unique *unique = unique_create(UNIQUE_PROCESS);
	struct sample one = sample();

	(void)state;
	assert_true(is_new(unique, &one));
	assert_false(is_new(unique, &one));
	one.check.result = -EACCES;
	assert_false(is_new(unique, &one));
	one.check.result = 0;
	assert_true(is_new(unique, &one));
	assert_false(is_new(unique, &one));
	one.check.cap = 22;
	assert_true(is_new(unique, &one));
	unique_destroy(unique);
}

static void an_outcome_has_a_verdict_of_its_own(void **state)
{
	struct unique *unique = unique_create(UNIQUE_PROCESS);
	struct sample one = sample();

	(void)state;
	assert_true(is_new(unique, &one));
	one.has_outcome = true;
	one.outcome.value = -EPERM;
	assert_true(is_new(unique, &one));
	one.outcome.value = -EACCES;
	assert_false(is_new(unique, &one));
	one.outcome.value = 3;
	assert_true(is_new(unique, &one));
	one.outcome.head.flags = CAPTRACE_OUTCOME_UNKNOWN;
	assert_true(is_new(unique, &one));
	one.has_outcome = false;
	assert_false(is_new(unique, &one));
	unique_destroy(unique);
}

static void a_process_is_its_pid_and_start(void **state)
{
	struct unique *unique = unique_create(UNIQUE_PROCESS);
	struct sample one = sample();

	(void)state;
	assert_true(is_new(unique, &one));
	one.check.who.tid = 9;
	one.check.who.cgroup_id = 6;
	one.names.exe = "/bin/b";
	assert_false(is_new(unique, &one));
	one.check.who.start_ns = 71;
	assert_true(is_new(unique, &one));
	one.check.who.tgid = 9;
	assert_true(is_new(unique, &one));
	unique_destroy(unique);
}

static void an_executable_is_its_path_or_comm(void **state)
{
	struct unique *unique = unique_create(UNIQUE_EXE);
	struct sample one = sample();

	(void)state;
	assert_true(is_new(unique, &one));
	one.check.who.tgid = 9;
	one.check.who.start_ns = 71;
	assert_false(is_new(unique, &one));
	one.names.exe = "/bin/ab";
	assert_true(is_new(unique, &one));
	one.names.exe = NULL;
	assert_true(is_new(unique, &one));
	assert_false(is_new(unique, &one));
	memset(one.check.who.comm, 'c', sizeof(one.check.who.comm));
	assert_true(is_new(unique, &one));
	assert_false(is_new(unique, &one));
	unique_destroy(unique);
}

static void a_container_is_its_id_or_control_group(void **state)
{
	struct unique *unique = unique_create(UNIQUE_CONTAINER);
	struct sample one = sample();

	(void)state;
	assert_true(is_new(unique, &one));
	one.check.who.tgid = 9;
	one.names.exe = "/bin/b";
	assert_false(is_new(unique, &one));
	one.check.who.cgroup_id = 6;
	assert_true(is_new(unique, &one));
	one.names.container_id = "0123";
	assert_true(is_new(unique, &one));
	one.check.who.cgroup_id = 7;
	assert_false(is_new(unique, &one));
	one.names.container_id = "0124";
	assert_true(is_new(unique, &one));
	unique_destroy(unique);
}

static void another_stream_has_its_own_numbers(void **state)
{
	static const enum unique_of of[] = { UNIQUE_PROCESS, UNIQUE_CONTAINER };
	struct sample one = sample(), other = sample();
	struct unique *unique;
	size_t i;

	(void)state;
	other.names.stream = &other;
	for (i = 0; i < ARRAY_SIZE(of); i++) {
		unique = unique_create(of[i]);
		assert_true(is_new(unique, &one));
		assert_true(is_new(unique, &other));
		exit_of(unique, &other);
		assert_false(is_new(unique, &one));
		unique_destroy(unique);
	}
}

static void names_are_the_same_in_all_streams(void **state)
{
	static const enum unique_of of[] = { UNIQUE_EXE, UNIQUE_CONTAINER };
	struct sample one = sample(), other;
	struct unique *unique;
	size_t i;

	(void)state;
	one.names.container_id = "0123";
	other = one;
	other.names.stream = &other;
	for (i = 0; i < ARRAY_SIZE(of); i++) {
		unique = unique_create(of[i]);
		assert_true(is_new(unique, &one));
		assert_false(is_new(unique, &other));
		unique_destroy(unique);
	}
}

static void a_process_that_ends_is_forgotten(void **state)
{
	struct unique *unique = unique_create(UNIQUE_PROCESS);
	struct sample one = sample(), other = sample();

	(void)state;
	other.check.who.tgid = 9;
	assert_true(is_new(unique, &one));
	assert_true(is_new(unique, &other));
	exit_of(unique, &one);
	assert_true(is_new(unique, &one));
	assert_false(is_new(unique, &other));
	unique_destroy(unique);
}

static void an_executable_outlives_its_processes(void **state)
{
	struct unique *unique = unique_create(UNIQUE_EXE);
	struct sample one = sample();

	(void)state;
	assert_true(is_new(unique, &one));
	exit_of(unique, &one);
	assert_false(is_new(unique, &one));
	unique_destroy(unique);
}

static void many_are_told_apart(void **state)
{
	struct unique *unique = unique_create(UNIQUE_EXE);
	struct sample one = sample();
	char exe[32];
	int round, i;

	(void)state;
	one.names.exe = exe;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < 20000; i++) {
			snprintf(exe, sizeof(exe), "/bin/%d", i);
			assert_int_equal(is_new(unique, &one), !round);
		}
	}
	unique_destroy(unique);
}

/* So many that they share what they are kept in. */
static void one_of_many_is_forgotten_alone(void **state)
{
	struct unique *unique = unique_create(UNIQUE_PROCESS);
	struct sample one = sample();
	unsigned int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		one.check.who.start_ns = i;
		assert_true(is_new(unique, &one));
	}
	for (i = 0; i < 20000; i += 3) {
		one.check.who.start_ns = i;
		exit_of(unique, &one);
	}
	for (i = 0; i < 20000; i++) {
		one.check.who.start_ns = i;
		assert_int_equal(is_new(unique, &one), i % 3 == 0);
	}
	unique_destroy(unique);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_of_something_that_has_a_name),
		cmocka_unit_test(another_capability_or_verdict_is_new),
		cmocka_unit_test(an_outcome_has_a_verdict_of_its_own),
		cmocka_unit_test(a_process_is_its_pid_and_start),
		cmocka_unit_test(an_executable_is_its_path_or_comm),
		cmocka_unit_test(a_container_is_its_id_or_control_group),
		cmocka_unit_test(another_stream_has_its_own_numbers),
		cmocka_unit_test(names_are_the_same_in_all_streams),
		cmocka_unit_test(a_process_that_ends_is_forgotten),
		cmocka_unit_test(an_executable_outlives_its_processes),
		cmocka_unit_test(many_are_told_apart),
		cmocka_unit_test(one_of_many_is_forgotten_alone),
	};

	return cmocka_run_group_tests_name("unique", tests, NULL, NULL);
}
