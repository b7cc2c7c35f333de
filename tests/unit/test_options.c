// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demand.h"
#include "help.h"
#include "options.h"
#include "phases.h"
#include "said.h"
#include "unit.h"

#define MAX_WORDS 16

static char *words[MAX_WORDS];
static struct options options;

static int parse(const char *line)
{
	static char buffer[256];
	int argc = 0;
	char *word;

	options_free(&options);
	strcpy(buffer, line);
	words[argc++] = (char *)"captrace";
	for (word = strtok(buffer, " "); word; word = strtok(NULL, " "))
		words[argc++] = word;
	words[argc] = NULL;

	return options_parse(&options, argc, words);
}

static void expect(const char *line)
{
	assert_int_equal(parse(line), 0);
}

/* Refused, with one line that has @word in it. */
static void expect_refused(const char *line, const char *word)
{
	int err;

	said_begin();
	err = parse(line);
	said_expect(said_end(), word);
	assert_int_equal(err, -EINVAL);
}

static void without_words_everything_is_traced(void **state)
{
	(void)state;
	expect("");
	assert_int_equal(options.action, OPTIONS_TRACE);
	assert_false(options.summary || options.follow || options.verbose ||
		     options.strict || options.append || options.to_stdout);
	assert_null(options.output);
	assert_null(options.command);
	assert_int_equal(options.pids.nr, 0);
	assert_int_equal(options.buffer, 0);
	assert_false(options.denied || options.granted || options.lsm ||
		     options.wait || options.outcome || options.caps.chosen ||
		     options.privileges.has_user ||
		     options.privileges.caps.chosen ||
		     options.privileges.no_new_privs);
	assert_false(options.has_columns);
}

static void each_letter_has_a_long_form(void **state)
{
	static const char *const lines[] = {
		"-s -f -v -o x",
		"-sfvox",
		"--summary --follow --verbose --output x --strict",
		"--summary --follow --verbose --output=x",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		expect(lines[i]);
		assert_true(options.summary);
		assert_true(options.follow);
		assert_true(options.verbose);
		assert_string_equal(options.output, "x");
		assert_false(options.append);
	}
}

static void help_and_version_need_nothing_else(void **state)
{
	(void)state;
	expect("-h");
	assert_int_equal(options.action, OPTIONS_HELP);
	expect("--help");
	assert_int_equal(options.action, OPTIONS_HELP);
	expect("-V");
	assert_int_equal(options.action, OPTIONS_VERSION);
	expect("--version --nonsense");
	assert_int_equal(options.action, OPTIONS_VERSION);
}

static void help_names_every_option(void **state)
{
	static const char *const names[] = {
		"-h, --help",
		"-V, --version",
		"-p, --pid",
		"--tree",
		"-f, --follow",
		"--cgroup",
		"--unit",
		"--container",
		"--pidns",
		"--userns",
		"--uid",
		"--wait",
		"-c, --capability",
		"--denied",
		"--granted",
		"--lsm",
		"-v, --verbose",
		"-u, --user",
		"--caps",
		"--no-new-privs",
		"-s, --summary",
		"--outcome",
		"--columns",
		"-K, --kernel-stack",
		"-U, --user-stack",
		"--folded",
		"--unique",
		"-H, --header",
		"--time",
		"--json",
		"-w, --write",
		"-r, --read",
		"-o, --output",
		"-A, --append",
		"--buffer",
		"--strict",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		assert_non_null(strstr(help_text(), names[i]));
}

static void a_command_keeps_its_own_options(void **state)
{
	(void)state;
	expect("-f ls -s --summary -- x");
	assert_true(options.follow);
	assert_false(options.summary);
	assert_ptr_equal(options.command, words + 2);
	assert_string_equal(options.command[1], "-s");
	assert_null(options.command[5]);
}

static void a_command_is_known_in_spite_of_an_error(void **state)
{
	(void)state;
	expect_refused("-p x -f --nonsense ls -s", "'x' is not");
	assert_ptr_equal(options.command, words + 5);
	expect_refused("-p x -f", "'x' is not");
	assert_null(options.command);
}

static void two_dashes_end_the_options(void **state)
{
	(void)state;
	expect("-f -- -s");
	assert_false(options.summary);
	assert_string_equal(options.command[0], "-s");
	expect("--");
	assert_null(options.command);
}

static void pids_add_up(void **state)
{
	(void)state;
	expect("-p 1,22 --pid 333 -p2147483647");
	assert_int_equal(options.pids.nr, 4);
	assert_int_equal(options.pids.at[0], 1);
	assert_int_equal(options.pids.at[1], 22);
	assert_int_equal(options.pids.at[2], 333);
	assert_int_equal(options.pids.at[3], 2147483647);
}

static void what_is_no_pid_is_refused(void **state)
{
	static const char *const texts[] = {
		"0",	      "-1",
		"+1",	      "x",
		"1x",	      "x1",
		"0x10",	      "1,",
		",1",	      "1,,2",
		"1,0",	      "1;2",
		"2147483648", "99999999999999999999999",
		"1.0",	      "00",
	};
	char line[64];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		strcpy(line, "-p ");
		strcat(line, texts[i]);
		expect_refused(line, "is not a process id");
	}
}

static void pids_do_not_go_with_a_command(void **state)
{
	(void)state;
	expect_refused("-p 1 ls", "does not go with a command");
	expect_refused("-p 1 -- -x", "does not go with a command");
}

static void a_tree_is_followed(void **state)
{
	(void)state;
	expect("--tree 1,2 -p 3 --tree 4");
	assert_true(options.follow);
	assert_int_equal(options.trees.nr, 3);
	assert_int_equal(options.trees.at[2], 4);
	assert_int_equal(options.pids.nr, 1);
	expect_refused("--tree x", "'x' is not a process id");
	expect_refused("--tree 1 ls", "does not go with a command");
}

static void names_add_up(void **state)
{
	(void)state;
	expect("--unit a.service,b --unit c --container web,0123abcd");
	assert_int_equal(options.units.nr, 3);
	assert_string_equal(options.units.at[0], "a.service");
	assert_string_equal(options.units.at[1], "b");
	assert_string_equal(options.units.at[2], "c");
	assert_int_equal(options.containers.nr, 2);
	assert_string_equal(options.containers.at[1], "0123abcd");
	expect_refused("--unit=", "names no unit");
	expect_refused("--container=a,,b", "'a,,b'");
}

static void a_path_may_have_a_comma(void **state)
{
	(void)state;
	expect("--cgroup /a,b --cgroup c");
	assert_int_equal(options.cgroups.nr, 2);
	assert_string_equal(options.cgroups.at[0], "/a,b");
	assert_string_equal(options.cgroups.at[1], "c");
	expect_refused("--cgroup=", "empty path");
}

static void namespaces_are_those_of_processes(void **state)
{
	(void)state;
	expect("--pidns 1,2 --userns 3 ls");
	assert_int_equal(options.pidns.nr, 2);
	assert_int_equal(options.pidns.at[1], 2);
	assert_int_equal(options.userns.nr, 1);
	assert_int_equal(options.userns.at[0], 3);
	expect_refused("--pidns 0", "'0' is not a process id");
	expect_refused("--userns init", "'init' is not a process id");
}

static void users_are_names_or_numbers(void **state)
{
	(void)state;
	expect("--uid 0,root --uid 4294967294");
	assert_int_equal(options.uids.nr, 3);
	assert_int_equal(options.uids.at[0], 0);
	assert_int_equal(options.uids.at[1], 0);
	assert_int_equal(options.uids.at[2], 4294967294);
	expect_refused("--uid 0,no-such-user", "no user 'no-such-user'");
	expect_refused("--uid 4294967295", "no user '4294967295'");
	expect_refused("--uid -1", "no user '-1'");
	expect_refused("--uid 0,", "'0,'");
}

static void waiting_is_for_what_can_come_later(void **state)
{
	(void)state;
	expect("--wait --cgroup a");
	assert_true(options.wait);
	expect("--wait --unit a");
	expect("--wait --container a");
	expect_refused("--wait",
		       "--wait needs --cgroup, --unit or --container");
	expect_refused("--wait -p 1", "--wait needs");
}

static void following_begins_at_processes(void **state)
{
	static const char *const kinds[] = {
		"--uid 1",	 "--cgroup a", "--unit a",
		"--container a", "--pidns 1",  "--userns 1",
	};
	char line[64];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		snprintf(line, sizeof(line), "-f %s", kinds[i]);
		expect_refused(line, "-f follows the processes of -p");
		snprintf(line, sizeof(line), "-f %s -p 1", kinds[i]);
		expect(line);
		snprintf(line, sizeof(line), "%s --tree 1", kinds[i]);
		expect(line);
		snprintf(line, sizeof(line), "-f %s ls", kinds[i]);
		expect(line);
		expect(kinds[i]);
	}
	expect("-f");
}

static void capabilities_are_chosen(void **state)
{
	(void)state;
	expect("-c net_admin --capability 0");
	assert_true(options.caps.chosen);
	assert_int_equal(options.caps.mask, 1 << 12 | 1);
	expect("-c -sys_admin");
	assert_int_equal(options.caps.mask, ~(1ull << 21));
	expect_refused("-c net_admin,sysadmin,x", "'sysadmin' is not");
	expect_refused("-c none", "no capability is left");
	expect_refused("-c 1,-1", "no capability is left");
}

static void one_result_excludes_the_other(void **state)
{
	(void)state;
	expect("--denied");
	assert_true(options.denied);
	expect("--granted");
	assert_true(options.granted);
	expect_refused("--denied --granted", "--denied does not go with");
}

static void a_command_starts_with_what_is_given(void **state)
{
	const struct privileges *privileges = &options.privileges;

	(void)state;
	expect("-u root --caps 12 --no-new-privs ls");
	assert_true(privileges->has_user);
	assert_int_equal(privileges->user.uid, 0);
	assert_string_equal(privileges->user.name, "root");
	assert_int_equal(privileges->caps.mask, 1 << 12);
	assert_true(privileges->no_new_privs);
	expect("--caps none ls");
	assert_true(privileges->caps.chosen);
	assert_int_equal(privileges->caps.mask, 0);
	expect("--caps all --user 0 ls");
	assert_int_equal(privileges->caps.mask, caps_known());
	assert_string_equal(privileges->user.name, "root");
	expect_refused("--caps sysadmin ls", "'sysadmin' is not");
	expect_refused("-u no-such-user ls", "no user 'no-such-user'");
	expect_refused("-u 4294967295 ls", "no user '4294967295'");
}

static void privileges_need_a_command(void **state)
{
	(void)state;
	expect_refused("-u root", "-u needs a command");
	expect_refused("--caps all", "--caps needs a command");
	expect_refused("--no-new-privs", "--no-new-privs needs a command");
}

static void a_table_has_no_columns(void **state)
{
	(void)state;
	expect("--columns time,pid --outcome --lsm");
	assert_true(options.has_columns);
	assert_int_equal(options.columns.nr, 2);
	assert_string_equal(options.columns.fields[1]->name, "pid");
	assert_true(options.outcome && options.lsm);
	assert_int_equal(options.action, OPTIONS_TRACE);
	expect_refused("-s --columns pid", "--columns does not go with -s");
	expect_refused("-s --outcome", "--outcome does not go with -s");
	expect_refused("--columns pid,pid", "'pid' is there twice");
	expect_refused("--columns pids", "no column 'pids'");
	expect("-s --columns list");
	assert_int_equal(options.action, OPTIONS_COLUMNS);
}

static void an_outcome_is_that_of_a_denial(void **state)
{
	(void)state;
	expect("--outcome --denied --columns pid,return");
	expect("--outcome --columns +return");
	expect_refused("--outcome --granted", "--outcome does not go with");
	expect_refused("--columns +return", "'return' needs --outcome");
	expect_refused("--columns return,pid --denied", "needs --outcome");
}

static void append_is_an_output_of_its_own(void **state)
{
	(void)state;
	expect("-A x");
	assert_string_equal(options.output, "x");
	assert_true(options.append);
	expect("--append x --append=x");
	assert_true(options.append);
}

static void there_is_one_output(void **state)
{
	(void)state;
	expect_refused("-o x -A x", "only one of");
	expect_refused("-A x -o y", "only one of");
	expect_refused("-o x -o y", "only one of");
	expect_refused("-o x -o -", "only one of");
	expect("-o x -o x");
}

static void a_recording_is_written_or_read(void **state)
{
	(void)state;
	expect("-w file -v -p 1");
	assert_true(options.records);
	assert_string_equal(options.output, "file");
	expect_refused("-w file -o other", "only one of");
	expect_refused("-w file -s", "-s does not go with -w");
	expect_refused("-w file --columns pid",
		       "--columns does not go with -w");
	expect_refused("-w file --outcome", "it goes with -r");
	expect_refused("-w file --wait --unit x", "choose with -r");
	expect_refused("-w - checks", "a command");
	expect_refused("-w file -r other", "-w does not go with -r");
	expect_refused("-w", "needs a value");
}

static void recordings_add_up(void **state)
{
	(void)state;
	expect("-r a -r b,c d -");
	assert_int_equal(options.recordings.nr, 4);
	assert_string_equal(options.recordings.at[0], "a");
	assert_string_equal(options.recordings.at[1], "b,c");
	assert_string_equal(options.recordings.at[2], "d");
	assert_string_equal(options.recordings.at[3], "-");
	assert_null(options.command);
	expect_refused("-r - -r -", "only one recording");
	expect_refused("-r a - -", "only one recording");
	expect_refused("-r a b -s", "put '-s' before the recordings");
	expect("-v -c chown --denied --outcome -p 1 --tree 2 --uid 0 -r a");
}

static void what_was_recorded_cannot_be_changed(void **state)
{
	(void)state;
	expect_refused("--lsm -r a", "--lsm goes with -w");
	expect_refused("--wait --unit x -r a", "--wait");
	expect_refused("--pidns 1 -r a", "--pidns");
	expect_refused("--userns 1 -r a", "--userns");
	expect_refused("--buffer 64 -r a", "--buffer");
	expect_refused("-u daemon -r a", "needs a command");
	expect_refused("--caps none -r a", "needs a command");
}

static void lines_have_details_that_others_have_not(void **state)
{
	(void)state;
	expect("-H --time wall --unique=exe -K -U --columns pid,kstack");
	assert_true(options.header && options.unique && options.kernel_stack &&
		    options.user_stack);
	assert_int_equal(options.time, STAMP_WALL);
	assert_int_equal(options.unique_of, UNIQUE_EXE);
	expect("--unique --time delta");
	assert_int_equal(options.unique_of, UNIQUE_PROCESS);
	expect_refused("--time local", "mono, wall or delta");
	expect_refused("--unique=thread", "process, exe or container");
	expect_refused("-s -H", "-H does not go with -s");
	expect_refused("-s --time wall", "--time does not go with -s");
	expect_refused("-s -K", "-K does not go with -s");
	expect_refused("--folded --unique", "--unique does not go with");
	expect_refused("--folded -s", "--folded does not go with -s");
	expect("--json --outcome -K -U");
	expect("--json -s");
	expect_refused("--json --folded", "--folded does not go with --json");
	expect_refused("--json --columns pid", "--columns does not go with");
	expect_refused("--json --unique", "--unique does not go with --json");
	expect_refused("-w x --folded", "--folded does not go with -w");
}

static void profiles_and_their_like_go_alone(void **state)
{
	(void)state;
	expect("--profile docker --by container --explain --phase init x");
	assert_non_null(options.profile);
	assert_int_equal(options.by, GROUP_BY_CONTAINER);
	assert_int_equal(options.phases, 1u << PHASE_INIT);
	assert_true(options.explain && options.follow);
	expect("-s --by stack --phase init,steady");
	assert_int_equal(options.phases, PHASES_RUNNING);
	assert_false(options.follow);
	expect("--profile=list");
	assert_int_equal(options.action, OPTIONS_FORMATS);
	expect("--profile lxc --container x");
	assert_false(options.follow);

	expect_refused("--profile nope x", "no profile format 'nope'");
	expect_refused("--profile oci --explain x", "with comments");
	expect_refused("--profile lxc --by stack", "--by takes one of these");
	expect_refused("--profile lxc --denied", "what was used");
	expect_refused("--profile lxc --granted", "what was missed");
	expect_refused("--profile lxc -s", "--profile does not go with -s");
	expect_refused("--profile lxc -w x", "--profile does not go with -w");
	expect_refused("--profile lxc --json", "go with --json");
	expect_refused("--by thread -s", "process, exe, syscall");
	expect_refused("--by exe", "--by goes with");
	expect_refused("--phase init", "--phase goes with");
	expect_refused("--phase setup -s", "init and steady, not 'setup'");
	expect_refused("--explain", "--explain goes with --profile");
	expect_refused("--excess", "needs processes to look at");
	expect_refused("--excess -r x", "and not at recordings");
	expect_refused("--diff old", "two recordings");
	expect_refused("--diff old new newer", "two recordings");
	expect("--diff old new");
	assert_null(options.command);
	assert_int_equal(options.recordings.nr, 2);
}

static void what_is_verified_is_a_list_or_a_file(void **state)
{
	(void)state;
	expect("--verify net_raw,CAP_CHOWN x");
	assert_int_equal(options.privileges.caps.mask, 1u << 13 | 1u);
	assert_null(options.verify_recording);
	expect("--verify none x");
	assert_true(options.privileges.caps.chosen);
	expect("--verify /dev/null x");
	assert_string_equal(options.verify_recording, "/dev/null");
	expect_refused("--verify nope x", "'nope' is neither");
	expect_refused("--verify none", "needs a command");
	expect_refused("--verify none --caps all x", "--caps");
	expect_refused("--caps all --verify none x", "--caps");
}

static unsigned int demanded(const char *line, unsigned int events)
{
	expect(line);
	return demand_events(&options) & events;
}

static void stacks_are_recorded_for_what_shows_them(void **state)
{
	const unsigned int kernel = CAPTRACE_EVENT_KERNEL_STACK;
	const unsigned int user = CAPTRACE_EVENT_USER_STACK;

	(void)state;
	assert_int_equal(demanded("", kernel | user), 0);
	assert_int_equal(demanded("-w x", kernel | user), 0);
	assert_int_equal(demanded("--folded", kernel | user), kernel);
	assert_int_equal(demanded("--folded -U", kernel | user), user);
	assert_int_equal(demanded("--json -K -U", kernel | user),
			 kernel | user);
	assert_int_equal(demanded("--columns ustack,kstack", kernel | user),
			 kernel | user);
}

static void control_groups_are_recorded_for_what_shows_them(void **state)
{
	(void)state;
	assert_false(demanded("", CAPTRACE_EVENT_CGROUP));
	assert_true(demanded("--unique=container", CAPTRACE_EVENT_CGROUP));
	assert_true(demanded("--columns +image", CAPTRACE_EVENT_CGROUP));
	assert_true(demanded("--json", CAPTRACE_EVENT_CGROUP));
	assert_true(demanded("-w x", CAPTRACE_EVENT_CGROUP));
}

static void an_output_has_a_name(void **state)
{
	(void)state;
	expect_refused("--output=", "an empty name");
	expect_refused("--append=", "an empty name");
}

static void a_dash_is_the_standard_output(void **state)
{
	(void)state;
	expect("-o - ls");
	assert_true(options.to_stdout);
	assert_null(options.output);
	expect("-o ./-");
	assert_false(options.to_stdout);
}

static void the_buffer_has_bounds(void **state)
{
	(void)state;
	expect("--buffer 16");
	assert_int_equal(options.buffer, 16);
	expect("--buffer=1048576");
	assert_int_equal(options.buffer, 1048576);
	expect_refused("--buffer 15", "16 to 1048576");
	expect_refused("--buffer 1048577", "16 to 1048576");
	expect_refused("--buffer 1M", "'1M'");
	expect_refused("--buffer -16", "'-16'");
}

static void tracefs_is_refused_by_name(void **state)
{
	(void)state;
	expect_refused("-t /sys/kernel/tracing", "tracefs");
	expect_refused("-t /sys/kernel/tracing ls", "tracefs");
}

static void unknown_options_are_called_by_name(void **state)
{
	(void)state;
	expect_refused("-q", "'-q'");
	expect_refused("-sq", "'-q'");
	expect_refused("--nonsense", "'--nonsense'");
	expect_refused("--nonsense=x", "'--nonsense=x'");
	expect_refused("--follow=x", "takes no value");
	expect_refused("-o", "'-o' needs a value");
	expect_refused("-sp", "'-p' needs a value");
	expect_refused("--output", "'--output' needs a value");
}

static int tear_down(void **state)
{
	(void)state;
	options_free(&options);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_words_everything_is_traced),
		cmocka_unit_test(each_letter_has_a_long_form),
		cmocka_unit_test(help_and_version_need_nothing_else),
		cmocka_unit_test(help_names_every_option),
		cmocka_unit_test(a_command_keeps_its_own_options),
		cmocka_unit_test(a_command_is_known_in_spite_of_an_error),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(pids_add_up),
		cmocka_unit_test(what_is_no_pid_is_refused),
		cmocka_unit_test(pids_do_not_go_with_a_command),
		cmocka_unit_test(a_tree_is_followed),
		cmocka_unit_test(names_add_up),
		cmocka_unit_test(a_path_may_have_a_comma),
		cmocka_unit_test(namespaces_are_those_of_processes),
		cmocka_unit_test(users_are_names_or_numbers),
		cmocka_unit_test(waiting_is_for_what_can_come_later),
		cmocka_unit_test(following_begins_at_processes),
		cmocka_unit_test(capabilities_are_chosen),
		cmocka_unit_test(one_result_excludes_the_other),
		cmocka_unit_test(a_command_starts_with_what_is_given),
		cmocka_unit_test(privileges_need_a_command),
		cmocka_unit_test(a_table_has_no_columns),
		cmocka_unit_test(an_outcome_is_that_of_a_denial),
		cmocka_unit_test(append_is_an_output_of_its_own),
		cmocka_unit_test(there_is_one_output),
		cmocka_unit_test(a_recording_is_written_or_read),
		cmocka_unit_test(recordings_add_up),
		cmocka_unit_test(what_was_recorded_cannot_be_changed),
		cmocka_unit_test(lines_have_details_that_others_have_not),
		cmocka_unit_test(profiles_and_their_like_go_alone),
		cmocka_unit_test(what_is_verified_is_a_list_or_a_file),
		cmocka_unit_test(stacks_are_recorded_for_what_shows_them),
		cmocka_unit_test(
			control_groups_are_recorded_for_what_shows_them),
		cmocka_unit_test(an_output_has_a_name),
		cmocka_unit_test(a_dash_is_the_standard_output),
		cmocka_unit_test(the_buffer_has_bounds),
		cmocka_unit_test(tracefs_is_refused_by_name),
		cmocka_unit_test(unknown_options_are_called_by_name),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, tear_down);
}
