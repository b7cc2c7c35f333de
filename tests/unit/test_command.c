// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "privileges.h"
#include "signals.h"
#include "unit.h"

static const struct privileges unchanged;

static struct command *hold(const char *script)
{
	char *argv[] = {
		(char *)"/bin/sh",
		(char *)"-c",
		(char *)script,
		NULL,
	};
	struct command *command;

	assert_int_equal(command_hold(&command, argv, &unchanged), 0);
	return command;
}

static int status_of(struct command *command)
{
	while (!command_has_ended(command))
		usleep(1000);

	return command_status(command);
}

static int run(const char *script)
{
	struct command *command = hold(script);
	int status;

	assert_int_equal(command_release(command), 0);
	status = status_of(command);
	command_destroy(command);

	return status;
}

static int release_program(const char *path)
{
	char *argv[] = { (char *)path, NULL };
	struct command *command;
	int err;

	assert_int_equal(command_hold(&command, argv, &unchanged), 0);
	err = command_release(command);
	assert_null(command_refusal(command));
	command_destroy(command);

	return err;
}

static void an_exit_status_is_passed_on(void **state)
{
	(void)state;
	assert_int_equal(run("exit 0"), 0);
	assert_int_equal(run("exit 7"), 7);
	assert_int_equal(run("exit 255"), 255);
}

static void a_signal_is_128_and_its_number(void **state)
{
	(void)state;
	assert_int_equal(run("kill -TERM $$"), 128 + SIGTERM);
	assert_int_equal(run("kill -KILL $$"), 128 + SIGKILL);
}

static void wait_statuses_are_what_a_shell_says(void **state)
{
	(void)state;
	assert_int_equal(command_exit_status(W_EXITCODE(3, 0)), 3);
	assert_int_equal(command_exit_status(W_EXITCODE(0, SIGSEGV)), 139);
	assert_int_equal(command_exit_status(W_EXITCODE(0, SIGQUIT) | 0x80),
			 131);
}

static void what_cannot_be_run_says_why(void **state)
{
	(void)state;
	assert_int_equal(release_program("/nonexistent"), -ENOENT);
	assert_int_equal(release_program("/etc/passwd"), -EACCES);
	assert_int_equal(release_program("/tmp"), -EACCES);
	assert_int_equal(release_program(""), -ENOENT);
}

static void what_cannot_be_run_has_a_status_of_its_own(void **state)
{
	(void)state;
	assert_int_equal(command_exec_status(-ENOENT), 127);
	assert_int_equal(command_exec_status(-EACCES), 126);
	assert_int_equal(command_exec_status(-ENOEXEC), 126);
}

static void nothing_runs_before_the_release(void **state)
{
	char path[] = "/tmp/captrace-unit-XXXXXX";
	char script[64];
	struct command *command;
	int fd = mkstemp(path);

	(void)state;
	snprintf(script, sizeof(script), "rm %s", path);
	command = hold(script);
	usleep(50000);
	assert_false(command_has_ended(command));
	assert_int_equal(access(path, F_OK), 0);
	command_destroy(command);
	assert_int_equal(access(path, F_OK), 0);

	assert_int_equal(run(script), 0);
	assert_int_equal(access(path, F_OK), -1);
	close(fd);
}

static void one_that_is_killed_while_held_has_a_status(void **state)
{
	struct command *command = hold("exit 3");

	(void)state;
	command_signal(command, SIGTERM);
	assert_int_equal(status_of(command), 128 + SIGTERM);
	command_destroy(command);
}

static void a_signal_to_the_command_reaches_it(void **state)
{
	struct command *command = hold("exec sleep 100");

	(void)state;
	assert_int_equal(command_release(command), 0);
	command_signal(command, SIGUSR1);
	assert_int_equal(status_of(command), 128 + SIGUSR1);
	command_signal(command, SIGUSR1);
	command_destroy(command);
}

/* As they were before signals_open(): none is ignored or blocked. */
static void the_command_gets_signals_as_we_got_them(void **state)
{
	(void)state;
	assert_int_equal(run("kill -PIPE $$"), 128 + SIGPIPE);
	assert_int_equal(run("kill -CHLD $$"), 0);
	assert_int_equal(run("grep -Eq 'SigBlk:.0000000000000000' "
			     "/proc/self/status"),
			 0);
}

static void the_command_gets_no_file_of_ours(void **state)
{
	(void)state;
	assert_int_equal(run("ls /proc/self/fd | grep -qx '[4-9]'"), 1);
}

static void our_signals_can_be_read(void **state)
{
	struct signal_event event;

	(void)state;
	while (signals_next(&event))
		;
	raise(SIGTERM);
	assert_true(signals_next(&event));
	assert_int_equal(event.signo, SIGTERM);
	assert_false(event.from_terminal);
	assert_false(signals_next(&event));
}

static void what_a_program_says_is_caught(void **state)
{
	char *argv[] = {
		(char *)"sh",
		(char *)"-c",
		(char *)"echo out; echo err >&2; exit 3",
		NULL,
	};
	char said[64];

	(void)state;
	assert_int_equal(command_run(argv, said, sizeof(said)), 3);
	assert_string_equal(said, "out\nerr\n");
	assert_int_equal(command_run(argv, said, 3), 3);
	assert_string_equal(said, "ou");
}

static void a_program_that_says_much_does_not_block(void **state)
{
	char *argv[] = {
		(char *)"sh",
		(char *)"-c",
		(char *)"yes | head -n 200000; cat",
		NULL,
	};
	char said[16];

	(void)state;
	assert_int_equal(command_run(argv, said, sizeof(said)), 0);
	assert_string_equal(said, "y\ny\ny\ny\ny\ny\ny\ny");
}

static void a_program_that_is_not_there_fails(void **state)
{
	char *argv[] = { (char *)"/nonexistent", NULL };
	char said[16];

	(void)state;
	assert_int_equal(command_run(argv, said, sizeof(said)), 127);
	assert_string_equal(said, "");
}

/* Files that whoever runs the tests left open are not ours either. */
static int set_up(void **state)
{
	int fd;

	(void)state;
	for (fd = STDERR_FILENO + 1; fd < 1024; fd++)
		close(fd);

	return signals_open(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_exit_status_is_passed_on),
		cmocka_unit_test(a_signal_is_128_and_its_number),
		cmocka_unit_test(wait_statuses_are_what_a_shell_says),
		cmocka_unit_test(what_cannot_be_run_says_why),
		cmocka_unit_test(what_cannot_be_run_has_a_status_of_its_own),
		cmocka_unit_test(nothing_runs_before_the_release),
		cmocka_unit_test(one_that_is_killed_while_held_has_a_status),
		cmocka_unit_test(a_signal_to_the_command_reaches_it),
		cmocka_unit_test(the_command_gets_signals_as_we_got_them),
		cmocka_unit_test(the_command_gets_no_file_of_ours),
		cmocka_unit_test(our_signals_can_be_read),
		cmocka_unit_test(what_a_program_says_is_caught),
		cmocka_unit_test(a_program_that_says_much_does_not_block),
		cmocka_unit_test(a_program_that_is_not_there_fails),
	};

	return cmocka_run_group_tests_name("command", tests, set_up, NULL);
}
