// SPDX-License-Identifier: GPL-2.0-only
#include "caps.h"
#include "unit.h"

static void expect_name(unsigned int cap, const char *name)
{
	char buf[CAPS_NAME_SIZE];

	assert_string_equal(caps_name(cap, buf), name);
}

static void names_are_those_of_the_kernel_header(void **state)
{
	(void)state;
	expect_name(0, "CAP_CHOWN");
	expect_name(21, "CAP_SYS_ADMIN");
	expect_name(38, "CAP_PERFMON");
	expect_name(40, "CAP_CHECKPOINT_RESTORE");
}

static void a_capability_without_a_name_is_a_number(void **state)
{
	(void)state;
	expect_name(62, "CAP_62");
	expect_name(63, "CAP_63");
}

static void numbers_beyond_any_set_are_safe(void **state)
{
	(void)state;
	expect_name(64, "CAP_64");
	expect_name(65535, "CAP_65535");
	expect_name(4294967295u, "CAP_4294967295");
}

static void a_name_asked_for_twice_is_the_same(void **state)
{
	(void)state;
	expect_name(12, "CAP_NET_ADMIN");
	expect_name(12, "CAP_NET_ADMIN");
	expect_name(62, "CAP_62");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_the_kernel_header),
		cmocka_unit_test(a_capability_without_a_name_is_a_number),
		cmocka_unit_test(numbers_beyond_any_set_are_safe),
		cmocka_unit_test(a_name_asked_for_twice_is_the_same),
	};

	return cmocka_run_group_tests_name("caps", tests, NULL, NULL);
}
