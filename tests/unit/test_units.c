// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "unit.h"
#include "units.h"

static void expect_name(const char *word, const char *expected)
{
	char *name = units_name(word);

	assert_string_equal(name, expected);
	free(name);
}

static void a_word_without_suffix_is_a_service(void **state)
{
	(void)state;
	expect_name("nginx", "nginx.service");
	expect_name("getty@tty1", "getty@tty1.service");
	expect_name("org.example.thing", "org.example.thing.service");
	expect_name("slice", "slice.service");
	expect_name(".scope", ".scope.service");
}

static void a_suffix_stays(void **state)
{
	(void)state;
	expect_name("nginx.service", "nginx.service");
	expect_name("user.slice", "user.slice");
	expect_name("session-1.scope", "session-1.scope");
	expect_name("ssh.socket", "ssh.socket");
	expect_name("home.mount", "home.mount");
}

static void a_unit_is_a_whole_component(void **state)
{
	(void)state;
	assert_true(units_match("/system.slice/foo.service", "foo.service"));
	assert_true(units_match("/foo.service", "foo.service"));
	assert_false(units_match("/foo.service2", "foo.service"));
	assert_false(units_match("/foo.servic", "foo.service"));
	assert_false(units_match("/a-foo.service", "foo.service"));
	assert_false(units_match("/foo.service/sub", "foo.service"));
	assert_false(units_match("/foo", "foo.service"));
	assert_false(units_match("/", "foo.service"));
}

static void names_that_the_kernel_might_use_have_an_underscore(void **state)
{
	(void)state;
	assert_true(units_match("/_memory.service", "memory.service"));
	assert_true(units_match("/__x.service", "_x.service"));
	assert_false(units_match("/__x.service", "x.service"));
}

static void escapes_are_part_of_the_name(void **state)
{
	(void)state;
	assert_true(units_match("/a\\x2db.mount", "a\\x2db.mount"));
	assert_false(units_match("/a\\x2db.mount", "a-b.mount"));
}

static void one_slice_is_the_root(void **state)
{
	(void)state;
	assert_true(units_match("/", "-.slice"));
	assert_false(units_match("/system.slice", "-.slice"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_without_suffix_is_a_service),
		cmocka_unit_test(a_suffix_stays),
		cmocka_unit_test(a_unit_is_a_whole_component),
		cmocka_unit_test(
			names_that_the_kernel_might_use_have_an_underscore),
		cmocka_unit_test(escapes_are_part_of_the_name),
		cmocka_unit_test(one_slice_is_the_root),
	};

	return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
