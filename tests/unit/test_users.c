// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>

#include "unit.h"
#include "users.h"

static void a_user_has_a_name_and_a_number(void **state)
{
	static const char *const words[] = { "root", "0" };
	struct user user;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		assert_int_equal(users_find(words[i], &user), 0);
		assert_int_equal(user.uid, 0);
		assert_int_equal(user.gid, 0);
		assert_string_equal(user.name, "root");
	}
}

static void a_number_finds_the_same_user_as_the_name(void **state)
{
	struct user by_name, by_number;
	char number[16];

	(void)state;
	assert_int_equal(users_find("daemon", &by_name), 0);
	assert_int_not_equal(by_name.uid, 0);
	snprintf(number, sizeof(number), "%u", by_name.uid);
	assert_int_equal(users_find(number, &by_number), 0);
	assert_int_equal(by_number.uid, by_name.uid);
	assert_int_equal(by_number.gid, by_name.gid);
	assert_string_equal(by_number.name, "daemon");
}

static void who_is_not_known_is_not_found(void **state)
{
	static const char *const words[] = {
		"", "no-such-user", "-1", "4294967295", "4294967294", "0x0",
	};
	struct user user;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(words); i++)
		assert_int_equal(users_find(words[i], &user), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_user_has_a_name_and_a_number),
		cmocka_unit_test(a_number_finds_the_same_user_as_the_name),
		cmocka_unit_test(who_is_not_known_is_not_found),
	};

	return cmocka_run_group_tests_name("users", tests, NULL, NULL);
}
