// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "privileges.h"
#include "signals.h"
#include "unit.h"

/* What every root has, also that of a container. */
#define CHOWN	   0
#define KILL	   5
#define SOME_CAPS  (1ull << CHOWN | 1ull << KILL)
#define NOBODY_HAS 63

static struct privileges privileges;

/* The exit status of a script that runs with the privileges. */
static int run(const char *script)
{
	char *argv[] = {
		(char *)"/bin/sh",
		(char *)"-c",
		(char *)script,
		NULL,
	};
	struct command *command;
	int status;

	assert_int_equal(command_hold(&command, argv, &privileges), 0);
	assert_int_equal(command_release(command), 0);
	while (!command_has_ended(command))
		usleep(1000);
	status = command_status(command);
	command_destroy(command);

	return status;
}

/* The error of a command that does not get them. */
static int run_refused(struct privileges_refusal *refusal)
{
	char *argv[] = { (char *)"/bin/true", NULL };
	struct command *command;
	int err;

	assert_int_equal(command_hold(&command, argv, &privileges), 0);
	err = command_release(command);
	assert_non_null(command_refusal(command));
	*refusal = *command_refusal(command);
	command_destroy(command);

	return err;
}

static void expect_in_status(const char *regex, int lines)
{
	char script[256];

	snprintf(script, sizeof(script),
		 "test $(grep -cE '%s' /proc/self/status) -eq %d", regex,
		 lines);
	assert_int_equal(run(script), 0);
}

static void expect_user(void)
{
	char regex[64];

	snprintf(regex, sizeof(regex), "^Uid:(.%u){4}$", privileges.user.uid);
	expect_in_status(regex, 1);
}

/* In all five sets. */
static void expect_sets(uint64_t mask)
{
	char regex[64];

	snprintf(regex, sizeof(regex), "^Cap[IPEBA][a-z]*:.%016llx$",
		 (unsigned long long)mask);
	expect_in_status(regex, 5);
}

static void need_root(void)
{
	if (!geteuid())
		return;

	print_message("# only root can give privileges\n");
	skip();
}

static void choose(uint64_t mask)
{
	privileges.caps.chosen = true;
	privileges.caps.mask = mask;
}

static void become(const char *name)
{
	privileges.has_user = true;
	assert_int_equal(users_find(name, &privileges.user), 0);
}

static void without_a_wish_nothing_changes(void **state)
{
	char script[256];

	(void)state;
	snprintf(script, sizeof(script),
		 "test \"$(grep -E '^(Cap|Uid|Gid|NoNewPrivs)' "
		 "/proc/self/status)\" = "
		 "\"$(grep -E '^(Cap|Uid|Gid|NoNewPrivs)' /proc/%d/status)\"",
		 getpid());
	assert_int_equal(run(script), 0);
}

static void root_gets_exactly_these(void **state)
{
	(void)state;
	need_root();
	choose(SOME_CAPS);
	expect_sets(SOME_CAPS);
	choose(0);
	expect_sets(0);
}

static void a_user_gets_exactly_these(void **state)
{
	(void)state;
	need_root();
	become("daemon");
	choose(SOME_CAPS);
	expect_sets(SOME_CAPS);
	choose(0);
	expect_sets(0);
}

static void a_user_comes_with_the_groups(void **state)
{
	(void)state;
	need_root();
	become("daemon");
	assert_int_equal(run("test \"$(id -u) $(id -g)\" = "
			     "\"$(id -u daemon) $(id -g daemon)\""),
			 0);
	assert_int_equal(run("test \"$(id -G)\" = \"$(id -G daemon)\""), 0);
	expect_user();
}

static void a_user_has_no_capabilities(void **state)
{
	(void)state;
	need_root();
	become("daemon");
	expect_in_status("^Cap(Prm|Eff|Amb):.0000000000000000$", 3);
}

static void new_privileges_are_forbidden(void **state)
{
	(void)state;
	privileges.no_new_privs = true;
	expect_in_status("^NoNewPrivs:.1$", 1);
}

static void all_go_together(void **state)
{
	(void)state;
	need_root();
	become("daemon");
	choose(1ull << KILL);
	privileges.no_new_privs = true;
	expect_sets(1ull << KILL);
	expect_in_status("^NoNewPrivs:.1$", 1);
	expect_user();
}

static void what_nobody_has_cannot_be_given(void **state)
{
	struct privileges_refusal refusal;

	(void)state;
	choose(1ull << NOBODY_HAS);
	assert_int_equal(run_refused(&refusal), -EPERM);
	assert_int_equal(refusal.step, PRIVILEGES_GIVE_CAP);
	assert_int_equal(refusal.cap, NOBODY_HAS);
}

/* What is told is the first step that fails. */
static void who_is_not_root_is_refused(void **state)
{
	struct privileges_refusal refusal;

	(void)state;
	need_root();
	assert_int_equal(seteuid(1), 0);
	become("root");
	assert_int_equal(run_refused(&refusal), -EPERM);
	assert_int_equal(refusal.step, PRIVILEGES_SET_GROUPS);
	memset(&privileges, 0, sizeof(privileges));
	choose(0);
	assert_int_equal(run_refused(&refusal), -EPERM);
	assert_int_equal(refusal.step, PRIVILEGES_TAKE_CAP);
	assert_int_equal(refusal.cap, CHOWN);
}

static int set_up(void **state)
{
	(void)state;
	memset(&privileges, 0, sizeof(privileges));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	return seteuid(getuid());
}

static int set_up_all(void **state)
{
	(void)state;
	return signals_open(true);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_wish_nothing_changes),
		TEST(root_gets_exactly_these),
		TEST(a_user_gets_exactly_these),
		TEST(a_user_comes_with_the_groups),
		TEST(a_user_has_no_capabilities),
		TEST(new_privileges_are_forbidden),
		TEST(all_go_together),
		TEST(what_nobody_has_cannot_be_given),
		TEST(who_is_not_root_is_refused),
	};

	return cmocka_run_group_tests_name("privileges", tests, set_up_all,
					   NULL);
}
