// SPDX-License-Identifier: GPL-2.0-only
#include "tally.h"
#include "unit.h"

static void add(struct tally *tally, unsigned int cap, int result)
{
	const struct captrace_check check = { .cap = cap, .result = result };

	assert_int_equal(tally_add(tally, &check), 0);
}

static void granted_and_denied_are_counted_apart(void **state)
{
	struct tally tally = { .rows = NULL };

	(void)state;
	add(&tally, 21, 0);
	add(&tally, 21, 0);
	add(&tally, 21, -1);
	add(&tally, 0, -1);
	assert_int_equal(tally.rows[21].granted, 2);
	assert_int_equal(tally.rows[21].denied, 1);
	assert_int_equal(tally.rows[0].granted, 0);
	assert_int_equal(tally.rows[0].denied, 1);
	tally_clear(&tally);
}

static void every_number_is_counted(void **state)
{
	struct tally tally = { .rows = NULL };
	unsigned int cap;

	(void)state;
	for (cap = 0; cap <= UINT16_MAX; cap += 51) {
		add(&tally, cap, 0);
		assert_true(cap < tally.nr_rows);
		assert_int_equal(tally.rows[cap].granted, 1);
	}
	for (cap = 0; cap < tally.nr_rows; cap++)
		assert_int_equal(tally.rows[cap].granted, cap % 51 == 0);
	tally_clear(&tally);
}

static void a_cleared_one_is_empty_and_can_be_used(void **state)
{
	struct tally tally = { .rows = NULL };

	(void)state;
	add(&tally, 5, 0);
	tally_clear(&tally);
	assert_int_equal(tally.nr_rows, 0);
	add(&tally, 6, 0);
	assert_int_equal(tally.rows[5].granted, 0);
	tally_clear(&tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(granted_and_denied_are_counted_apart),
		cmocka_unit_test(every_number_is_counted),
		cmocka_unit_test(a_cleared_one_is_empty_and_can_be_used),
	};

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
