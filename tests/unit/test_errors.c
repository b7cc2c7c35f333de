// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>

#include "errors.h"
#include "unit.h"

static void errors_have_names(void **state)
{
	(void)state;
	assert_string_equal(errors_name(EPERM), "EPERM");
	assert_string_equal(errors_name(EACCES), "EACCES");
	assert_string_equal(errors_name(EDEADLK), "EDEADLK");
	assert_string_equal(errors_name(EOPNOTSUPP), "EOPNOTSUPP");
	assert_string_equal(errors_name(EHWPOISON), "EHWPOISON");
}

static void all_errors_of_old_have_names(void **state)
{
	int error;

	(void)state;
	for (error = EPERM; error <= ERANGE; error++) {
		assert_non_null(errors_name(error));
		assert_int_equal(errors_name(error)[0], 'E');
	}
}

static void what_is_no_error_has_no_name(void **state)
{
	(void)state;
	assert_null(errors_name(0));
	assert_null(errors_name(-EPERM));
	assert_null(errors_name(4095));
	assert_null(errors_name(INT_MAX));
	assert_null(errors_name(INT_MIN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_have_names),
		cmocka_unit_test(all_errors_of_old_have_names),
		cmocka_unit_test(what_is_no_error_has_no_name),
	};

	return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
