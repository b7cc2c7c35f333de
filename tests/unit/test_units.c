// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void expect_unit(const char *path, const char *expected)
{
	size_t size;
	const char *unit = units_find(path, &size);

	if (!expected) {
		if (unit)
			fail_msg("%s: %.*s", path, (int)size, unit);
		return;
	}
	if (!unit || size != strlen(expected) || memcmp(unit, expected, size))
		fail_msg("%s: no %s", path, expected);
}

static void a_process_is_in_the_first_unit_that_is_no_slice(void **state)
{
	(void)state;
	expect_unit("/system.slice/foo.service", "foo.service");
	expect_unit("/system.slice/foo.service/sub/b.service", "foo.service");
	expect_unit("/system.slice/system-a.slice/a@1.service", "a@1.service");
	expect_unit("/init.scope", "init.scope");
	expect_unit("/system.slice/a\\x2db.mount", "a\\x2db.mount");
	expect_unit("/system.slice/x.socket", "x.socket");
	expect_unit("/system.slice/dev-sda2.swap", "dev-sda2.swap");
	expect_unit("/user.slice/user-0.slice/session-2.scope",
		    "session-2.scope");
	expect_unit("//system.slice//foo.service//", "foo.service");
	expect_unit("system.slice/foo.service", "foo.service");
}

static void a_users_manager_has_units_of_its_own(void **state)
{
	(void)state;
	expect_unit("/user.slice/user-7.slice/user@7.service/a.service",
		    "a.service");
	expect_unit("/user.slice/user-7.slice/user@7.service/app.slice/"
		    "app-b.slice/b.scope/c.service",
		    "b.scope");
	expect_unit("/user.slice/user-7.slice/user@7.service/init.scope",
		    "init.scope");
	expect_unit("/user.slice/user-7.slice/user@7.service",
		    "user@7.service");
	expect_unit("/user.slice/user-7.slice/user@7.service/app.slice",
		    "user@7.service");
	expect_unit("/user.slice/user-7.slice/user@7.service/x/a.service",
		    "user@7.service");
	expect_unit("/user.slice/user-7.slice/user@u.service/a.service",
		    "user@u.service");
	expect_unit("/user.slice/user@7.service/user@8.service/a.service",
		    "user@8.service");
}

static void a_container_is_in_a_unit_of_this_machine(void **state)
{
	(void)state;
	expect_unit("/machine.slice/machine-web.scope/payload/system.slice/"
		    "nginx.service",
		    "machine-web.scope");
	expect_unit("/lxc.payload.web/system.slice/nginx.service", NULL);
	expect_unit("/docker/0123456789abcdef/init.scope", NULL);
	expect_unit("/system.slice/docker-01.scope/user.slice/user@7.service/"
		    "a.service",
		    "docker-01.scope");
}

static void what_is_no_unit_has_none(void **state)
{
	static const char *const paths[] = {
		"",
		"/",
		"/system.slice",
		"/user.slice/user-7.slice",
		"/system.slice/a",
		"/system.slice/a/b.service",
		"/system.slice/.service",
		"/system.slice/_.service",
		"/system.slice/getty@.service",
		"/system.slice/@x.service",
		"/system.slice/getty####@tty6.service/xxx",
		"/system.slice/a b.service",
		"/system.slice/\xff\xfe.service",
		"/system.slice/\x1b[2J.service",
		"/user.slice/user-7.slice/user@.service/server.service",
		"/../..",
	};
	char longest[512];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(paths); i++)
		expect_unit(paths[i], NULL);

	snprintf(longest, sizeof(longest), "/%0247d.service", 7);
	expect_unit(longest, longest + 1);
	snprintf(longest, sizeof(longest), "/%0248d.service", 7);
	expect_unit(longest, NULL);
}

static void an_underscore_is_systemds(void **state)
{
	(void)state;
	expect_unit("/system.slice/_cpu.service/x", "cpu.service");
	expect_unit("/system.slice/__x.service", "_x.service");
	expect_unit("/user.slice/user@7.service/_io.service", "io.service");
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
		cmocka_unit_test(
			a_process_is_in_the_first_unit_that_is_no_slice),
		cmocka_unit_test(a_users_manager_has_units_of_its_own),
		cmocka_unit_test(a_container_is_in_a_unit_of_this_machine),
		cmocka_unit_test(what_is_no_unit_has_none),
		cmocka_unit_test(an_underscore_is_systemds),
	};

	return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
