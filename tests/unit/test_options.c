// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "options.h"
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
	char text[512];
	int saved = dup(diag_fd());
	int ends[2];
	ssize_t size;
	int err;

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], diag_fd());
	err = parse(line);
	dup2(saved, diag_fd());
	close(saved);
	close(ends[1]);
	size = read(ends[0], text, sizeof(text) - 1);
	close(ends[0]);

	assert_int_equal(err, -EINVAL);
	assert_true(size > 0);
	text[size] = '\0';
	assert_ptr_equal(strchr(text, '\n'), text + size - 1);
	assert_ptr_equal(strstr(text, "captrace: "), text);
	if (!strstr(text, word))
		fail_msg("'%s' is not in: %s", word, text);
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
	assert_int_equal(options.nr_pids, 0);
	assert_int_equal(options.buffer, 0);
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
		"-h, --help",	"-V, --version", "-s, --summary",
		"-f, --follow", "-v, --verbose", "-o, --output",
		"-A, --append", "-p, --pid",	 "--strict",
		"--buffer",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		assert_non_null(strstr(options_help(), names[i]));
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
	assert_int_equal(options.nr_pids, 4);
	assert_int_equal(options.pids[0], 1);
	assert_int_equal(options.pids[1], 22);
	assert_int_equal(options.pids[2], 333);
	assert_int_equal(options.pids[3], 2147483647);
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
	expect_refused("-o x -A x", "only one output");
	expect_refused("-A x -o y", "only one output");
	expect_refused("-o x -o y", "only one output");
	expect_refused("-o x -o -", "only one output");
	expect("-o x -o x");
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
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(pids_add_up),
		cmocka_unit_test(what_is_no_pid_is_refused),
		cmocka_unit_test(pids_do_not_go_with_a_command),
		cmocka_unit_test(append_is_an_output_of_its_own),
		cmocka_unit_test(there_is_one_output),
		cmocka_unit_test(a_dash_is_the_standard_output),
		cmocka_unit_test(the_buffer_has_bounds),
		cmocka_unit_test(tracefs_is_refused_by_name),
		cmocka_unit_test(unknown_options_are_called_by_name),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, tear_down);
}
