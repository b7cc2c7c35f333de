// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "digits.h"
#include "unit.h"

static void expect_as_printf(uint64_t number)
{
	char expected[32], text[32];

	snprintf(expected, sizeof(expected), "%" PRIu64, number);
	*digits_put(text, number) = '\0';
	assert_string_equal(text, expected);
}

static void numbers_are_as_printf_has_them(void **state)
{
	uint64_t power = 1;
	int digits, bit, around;

	(void)state;
	for (digits = 0; digits < 20; digits++, power *= 10) {
		for (around = -2; around <= 2; around++)
			expect_as_printf(power + around);
	}
	for (bit = 0; bit < 64; bit++) {
		for (around = -2; around <= 2; around++)
			expect_as_printf((1ull << bit) + around);
	}
}

static void expect_seconds(uint64_t time_ns, const char *expected)
{
	char text[32];

	*digits_put_seconds(text, time_ns) = '\0';
	assert_string_equal(text, expected);
}

static void seconds_have_six_places(void **state)
{
	(void)state;
	expect_seconds(0, "0.000000");
	expect_seconds(999, "0.000000");
	expect_seconds(1000000999, "1.000000");
	expect_seconds(59090807654321, "59090.807654");
	expect_seconds(UINT64_MAX, "18446744073.709551");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_as_printf_has_them),
		cmocka_unit_test(seconds_have_six_places),
	};

	return cmocka_run_group_tests_name("digits", tests, NULL, NULL);
}
