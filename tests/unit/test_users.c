// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

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
		cmocka_unit_test(who_is_not_known_is_not_found),
	};

	return cmocka_run_group_tests_name("users", tests, NULL, NULL);
}
