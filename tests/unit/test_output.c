// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"
#include "unit.h"

struct fixture {
	char directory[64];
	char path[80];
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	strcpy(fixture->directory, "/tmp/captrace-unit-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	snprintf(fixture->path, sizeof(fixture->path), "%s/file",
		 fixture->directory);
	*state = fixture;

	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	unlink(fixture->path);
	rmdir(fixture->directory);
	free(fixture);

	return 0;
}

static void holds(const struct fixture *fixture, const char *text)
{
	char known[256];
	FILE *file = fopen(fixture->path, "re");
	size_t size;

	assert_non_null(file);
	size = fread(known, 1, sizeof(known) - 1, file);
	known[size] = '\0';
	fclose(file);
	assert_string_equal(known, text);
}

static void has(const struct fixture *fixture, const char *text)
{
	FILE *file = fopen(fixture->path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static struct output *open_file(const struct fixture *fixture, bool append)
{
	struct output *output;

	assert_int_equal(output_open(&output, fixture->path, append), 0);
	return output;
}

static void write_line(struct output *output)
{
	assert_int_equal(output_begin(output), 0);
	assert_int_equal(output_add(output, "new\n"), 0);
	assert_int_equal(output_flush(output), 0);
}

static void a_file_stays_until_the_output_begins(void **state)
{
	struct output *output;

	has(*state, "old, and longer\n");
	output = open_file(*state, false);
	holds(*state, "old, and longer\n");
	write_line(output);
	holds(*state, "new\n");
	assert_int_equal(output_close(output), 0);
}

static void what_never_begins_leaves_a_file_alone(void **state)
{
	has(*state, "old\n");
	assert_int_equal(output_close(open_file(*state, false)), 0);
	holds(*state, "old\n");
}

static void appending_leaves_what_there_is(void **state)
{
	struct output *output;

	has(*state, "old\n");
	output = open_file(*state, true);
	write_line(output);
	holds(*state, "old\nnew\n");
	assert_int_equal(output_close(output), 0);
}

static void a_new_file_is_for_its_owner_alone(void **state)
{
	const struct fixture *fixture = *state;
	struct output *output;
	struct stat file;
	mode_t mask;

	mask = umask(0);
	output = open_file(fixture, false);
	umask(mask);
	write_line(output);
	assert_int_equal(output_close(output), 0);
	assert_int_equal(stat(fixture->path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	holds(fixture, "new\n");
}

static void what_is_no_file_has_nothing_to_replace(void **state)
{
	struct output *output;

	(void)state;
	assert_int_equal(output_open(&output, "/dev/null", false), 0);
	write_line(output);
	assert_int_equal(output_close(output), 0);
}

static void a_file_of_others_is_not_replaced(void **state)
{
	const struct fixture *fixture = *state;
	struct output *output;
	int fd;

	has(fixture, "old\n");
	fd = open(fixture->path, O_WRONLY | O_APPEND | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(output_attach(&output, fd), 0);
	write_line(output);
	assert_int_equal(output_close(output), 0);
	assert_int_equal(close(fd), 0);
	holds(fixture, "old\nnew\n");
}

static void a_file_that_cannot_be_had_is_told(void **state)
{
	struct output *output;

	(void)state;
	assert_int_equal(output_open(&output, "/nowhere/file", false), -ENOENT);
	assert_int_equal(output_close(NULL), 0);
}

#define output_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		output_test(a_file_stays_until_the_output_begins),
		output_test(what_never_begins_leaves_a_file_alone),
		output_test(appending_leaves_what_there_is),
		output_test(a_new_file_is_for_its_owner_alone),
		cmocka_unit_test(what_is_no_file_has_nothing_to_replace),
		output_test(a_file_of_others_is_not_replaced),
		cmocka_unit_test(a_file_that_cannot_be_had_is_told),
	};

	return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
