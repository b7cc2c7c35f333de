// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

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

#define NET_ADMIN (1ull << 12)
#define NET_RAW	  (1ull << 13)
#define SYS_ADMIN (1ull << 21)

static void expect_choice(const char *list, uint64_t all, uint64_t mask)
{
	struct caps caps = { .chosen = false };
	const char *bad;

	assert_int_equal(caps_choose(&caps, list, all, &bad), 0);
	assert_true(caps.chosen);
	assert_int_equal(caps.mask, mask);
}

static void expect_bad(const char *list, size_t offset)
{
	struct caps caps = { .chosen = false };
	const char *bad = NULL;

	assert_int_equal(caps_choose(&caps, list, CAPS_ANY, &bad), -EINVAL);
	assert_ptr_equal(bad, list + offset);
}

static void a_capability_has_many_spellings(void **state)
{
	static const char *const lists[] = {
		"net_admin", "NET_ADMIN", "cap_net_admin", "CAP_NET_ADMIN",
		"Net_Admin", "12",	  "012",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(lists); i++)
		expect_choice(lists[i], CAPS_ANY, NET_ADMIN);
	expect_choice("0", CAPS_ANY, 1);
	expect_choice("63", CAPS_ANY, 1ull << 63);
	expect_choice("cap_63", CAPS_ANY, 1ull << 63);
}

static void a_list_is_read_from_left_to_right(void **state)
{
	(void)state;
	expect_choice("net_admin,13", CAPS_ANY, NET_ADMIN | NET_RAW);
	expect_choice("net_admin,net_raw,-12", CAPS_ANY, NET_RAW);
	expect_choice("net_admin,-net_admin,net_admin", CAPS_ANY, NET_ADMIN);
	expect_choice("net_admin,-all,net_raw", CAPS_ANY, NET_RAW);
	expect_choice("net_raw,none", CAPS_ANY, NET_RAW);
}

static void all_is_what_the_caller_says(void **state)
{
	(void)state;
	expect_choice("all", CAPS_ANY, CAPS_ANY);
	expect_choice("ALL,-sys_admin", CAPS_ANY, ~SYS_ADMIN);
	expect_choice("all", NET_RAW | SYS_ADMIN, NET_RAW | SYS_ADMIN);
	expect_choice("all,-sys_admin", NET_RAW | SYS_ADMIN, NET_RAW);
	expect_choice("none", CAPS_ANY, 0);
}

static void what_begins_with_taking_away_takes_from_all(void **state)
{
	(void)state;
	expect_choice("-sys_admin", CAPS_ANY, ~SYS_ADMIN);
	expect_choice("-sys_admin,-12", CAPS_ANY, ~(SYS_ADMIN | NET_ADMIN));
	expect_choice("-all", CAPS_ANY, 0);
	expect_choice("-none", NET_RAW, NET_RAW);
}

static void a_second_list_goes_on(void **state)
{
	struct caps caps = { .chosen = false };
	const char *bad;

	(void)state;
	assert_int_equal(caps_choose(&caps, "12", CAPS_ANY, &bad), 0);
	assert_int_equal(caps_choose(&caps, "13,21", CAPS_ANY, &bad), 0);
	assert_int_equal(caps_choose(&caps, "-12", CAPS_ANY, &bad), 0);
	assert_int_equal(caps.mask, NET_RAW | SYS_ADMIN);
}

static void what_is_no_capability_is_pointed_at(void **state)
{
	(void)state;
	expect_bad("net_admn", 0);
	expect_bad("", 0);
	expect_bad("-", 0);
	expect_bad("64", 0);
	expect_bad("-1x", 0);
	expect_bad("--12", 0);
	expect_bad("!12", 0);
	expect_bad("cap_", 0);
	expect_bad("net", 0);
	expect_bad("net_admin ", 0);
	expect_bad("12,", 3);
	expect_bad("12,,13", 3);
	expect_bad("12,-oops,13", 3);
}

static void the_kernel_knows_those_that_it_has_always_had(void **state)
{
	(void)state;
	assert_int_equal(caps_known() & 0x3fffffffff, 0x3fffffffff);
	assert_int_equal(caps_known() & (caps_known() + 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_the_kernel_header),
		cmocka_unit_test(a_capability_without_a_name_is_a_number),
		cmocka_unit_test(numbers_beyond_any_set_are_safe),
		cmocka_unit_test(a_name_asked_for_twice_is_the_same),
		cmocka_unit_test(a_capability_has_many_spellings),
		cmocka_unit_test(a_list_is_read_from_left_to_right),
		cmocka_unit_test(all_is_what_the_caller_says),
		cmocka_unit_test(what_begins_with_taking_away_takes_from_all),
		cmocka_unit_test(a_second_list_goes_on),
		cmocka_unit_test(what_is_no_capability_is_pointed_at),
		cmocka_unit_test(the_kernel_knows_those_that_it_has_always_had),
	};

	return cmocka_run_group_tests_name("caps", tests, NULL, NULL);
}
