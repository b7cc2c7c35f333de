// SPDX-License-Identifier: GPL-2.0-only
#include "bytes.h"
#include "unit.h"

static void bytes_begin(void **state)
{
	(void)state;
	assert_true(bytes_begin_with("abc", 3, "ab"));
	assert_true(bytes_begin_with("abc", 3, "abc"));
	assert_true(bytes_begin_with("abc", 3, ""));
	assert_false(bytes_begin_with("abc", 3, "b"));
	assert_false(bytes_begin_with("abc", 2, "abc"));
	assert_false(bytes_begin_with("", 0, "a"));
}

static void bytes_end(void **state)
{
	(void)state;
	assert_true(bytes_end_with("abc", 3, "bc"));
	assert_true(bytes_end_with("abc", 3, "abc"));
	assert_true(bytes_end_with("abc", 2, "b"));
	assert_true(bytes_end_with("abc", 3, ""));
	assert_false(bytes_end_with("abc", 2, "c"));
	assert_false(bytes_end_with("abc", 3, "xabc"));
	assert_false(bytes_end_with("", 0, "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_begin),
		cmocka_unit_test(bytes_end),
	};

	return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
