// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "output.h"
#include "table.h"
#include "terminal.h"
#include "unit.h"

/* A terminal whose size can be set, and a pipe that takes the lines. */
struct fixture {
	int other_end;
	struct terminal terminal;
	int pipe[2];
	struct output *output;
	struct table *table;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	int fd;

	fixture->other_end = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(fixture->other_end >= 0);
	assert_int_equal(grantpt(fixture->other_end), 0);
	assert_int_equal(unlockpt(fixture->other_end), 0);
	fd = open(ptsname(fixture->other_end), O_RDWR | O_NOCTTY);
	assert_true(fd >= 0);
	assert_true(terminal_attach(&fixture->terminal, fd));
	assert_int_equal(pipe(fixture->pipe), 0);
	assert_int_equal(output_attach(&fixture->output, fixture->pipe[1]), 0);
	*state = fixture;

	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	table_destroy(fixture->table);
	assert_int_equal(output_close(fixture->output), 0);
	close(fixture->pipe[0]);
	close(fixture->pipe[1]);
	close(fixture->terminal.fd);
	close(fixture->other_end);
	free(fixture);

	return 0;
}

static void make_table(struct fixture *fixture,
		       const struct table_column *columns, size_t nr)
{
	fixture->table = table_create(columns, nr);
	assert_non_null(fixture->table);
}

static void add_row(struct fixture *fixture, const char *const cells[])
{
	assert_int_equal(table_add_row(fixture->table, cells), 0);
}

#define make(fixture, columns) make_table(fixture, columns, ARRAY_SIZE(columns))

#define add(fixture, ...) add_row(fixture, (const char *const[]){ __VA_ARGS__ })

static void expect_on(struct fixture *fixture, const struct terminal *terminal,
		      const char *expected)
{
	char known[4096];
	ssize_t size;

	assert_int_equal(table_put(fixture->table, fixture->output, terminal),
			 0);
	assert_int_equal(output_flush(fixture->output), 0);
	size = read(fixture->pipe[0], known, sizeof(known) - 1);
	assert_true(size > 0);
	known[size] = '\0';
	assert_string_equal(known, expected);
}

static void expect(struct fixture *fixture, unsigned int width,
		   const char *expected)
{
	const struct winsize size = { .ws_row = 24, .ws_col = width };

	assert_int_equal(ioctl(fixture->terminal.fd, TIOCSWINSZ, &size), 0);
	expect_on(fixture, &fixture->terminal, expected);
}

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
	static const struct table_column columns[] = {
		{ "capability", TABLE_LEFT },
		{ "granted", TABLE_RIGHT },
	};

	make(*state, columns);
	add(*state, "CAP_CHOWN", "1");
	add(*state, "CAP_SYS_ADMIN", "300000000");
	expect_on(*state, NULL,
		  "capability       granted\n"
		  "----------       -------\n"
		  "CAP_CHOWN              1\n"
		  "CAP_SYS_ADMIN  300000000\n");
}

static void a_table_without_rows_has_titles(void **state)
{
	static const struct table_column columns[] = {
		{ "a", TABLE_LEFT },
		{ "bc", TABLE_LEFT },
	};

	make(*state, columns);
	expect_on(*state, NULL, "a  bc\n-  --\n");
}

static void lines_end_where_their_text_does(void **state)
{
	static const struct table_column columns[] = {
		{ "a", TABLE_LEFT },
		{ "b", TABLE_RIGHT },
		{ "c", TABLE_LEFT },
	};

	make(*state, columns);
	add(*state, "long", "long", "long");
	add(*state, "x", "", "");
	add(*state, "", "y", "");
	add(*state, "", "", "z");
	expect_on(*state, NULL,
		  "a        b  c\n"
		  "-        -  -\n"
		  "long  long  long\n"
		  "x\n"
		  "         y\n"
		  "            z\n");
}

static void a_row_is_a_copy(void **state)
{
	static const struct table_column columns[] = {
		{ "a", TABLE_LEFT },
	};
	char cell[] = "old";

	make(*state, columns);
	add(*state, cell);
	strcpy(cell, "new");
	expect_on(*state, NULL, "a\n-\nold\n");
}

static void without_a_terminal_nothing_is_cut(void **state)
{
	static const struct table_column columns[] = {
		{ "a", TABLE_SHRINKS },
	};
	char cell[1001] = "";
	char expected[1100];

	memset(cell, 'x', sizeof(cell) - 1);
	make(*state, columns);
	add(*state, cell);
	snprintf(expected, sizeof(expected), "a\n-\n%s\n", cell);
	expect_on(*state, NULL, expected);
	expect(*state, 0, expected);
}

static void what_may_shrink_makes_a_table_fit(void **state)
{
	static const struct table_column columns[] = {
		{ "exe", TABLE_SHRINKS },
		{ "nr", TABLE_RIGHT },
	};

	make(*state, columns);
	add(*state, "/usr/bin/ping", "10");
	add(*state, "/bin/sh", "2");
	expect(*state, 17,
	       "exe            nr\n"
	       "---            --\n"
	       "/usr/bin/ping  10\n"
	       "/bin/sh         2\n");
	expect(*state, 16,
	       "exe           nr\n"
	       "---           --\n"
	       "/usr/bin/pi\u2026  10\n"
	       "/bin/sh        2\n");
	expect(*state, 10,
	       "exe     nr\n"
	       "---     --\n"
	       "/usr/\u2026  10\n"
	       "/bin/\u2026   2\n");
}

static void titles_are_never_cut(void **state)
{
	static const struct table_column columns[] = {
		{ "exe", TABLE_SHRINKS },
		{ "nr", TABLE_LEFT },
	};

	make(*state, columns);
	add(*state, "/bin/sh", "2");
	expect(*state, 1,
	       "exe  nr\n"
	       "---  --\n"
	       "/b\u2026  2\n");
}

static void the_widest_column_shrinks_first(void **state)
{
	static const struct table_column columns[] = {
		{ "a", TABLE_SHRINKS },
		{ "b", TABLE_SHRINKS },
	};

	make(*state, columns);
	add(*state, "12345678", "1234");
	expect(*state, 10,
	       "a     b\n"
	       "-     -\n"
	       "123\u2026  1234\n");
	expect(*state, 8,
	       "a    b\n"
	       "-    -\n"
	       "12\u2026  12\u2026\n");
}

static void nothing_shrinks_for_a_tail(void **state)
{
	static const struct table_column columns[] = {
		{ "exe", TABLE_SHRINKS },
		{ "why", TABLE_TAIL },
	};

	make(*state, columns);
	add(*state, "/bin/sh", "a very long story");
	add(*state, "/bin/ls", "");
	expect(*state, 12,
	       "exe      why\n"
	       "---      ---\n"
	       "/bin/sh  a very long story\n"
	       "/bin/ls\n");
	expect(*state, 11,
	       "exe     why\n"
	       "---     ---\n"
	       "/bin/\u2026  a very long story\n"
	       "/bin/\u2026\n");
}

static void characters_are_not_parted(void **state)
{
	static const struct table_column columns[] = {
		{ "a", TABLE_SHRINKS },
		{ "b", TABLE_LEFT },
	};

	make(*state, columns);
	/* Two columns each, and one of two bytes. */
	add(*state, "\u4e2d\u6587\u4e2d", "x");
	add(*state, "\u00e9", "y");
	expect(*state, 80,
	       "a       b\n"
	       "-       -\n"
	       "\u4e2d\u6587\u4e2d  x\n"
	       "\u00e9       y\n");
	expect(*state, 7,
	       "a     b\n"
	       "-     -\n"
	       "\u4e2d\u2026   x\n"
	       "\u00e9     y\n");
}

static void escapes_are_not_parted(void **state)
{
	static const struct table_column columns[] = {
		{ "a", TABLE_SHRINKS },
	};

	make(*state, columns);
	add(*state, "ab\\x1bcd");
	expect(*state, 7, "a\n-\nab\\x1b\u2026\n");
	expect(*state, 6, "a\n-\nab\u2026\n");
}

#define table_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		table_test(columns_are_as_wide_as_their_widest_cell),
		table_test(a_table_without_rows_has_titles),
		table_test(lines_end_where_their_text_does),
		table_test(a_row_is_a_copy),
		table_test(without_a_terminal_nothing_is_cut),
		table_test(what_may_shrink_makes_a_table_fit),
		table_test(titles_are_never_cut),
		table_test(the_widest_column_shrinks_first),
		table_test(nothing_shrinks_for_a_tail),
		table_test(characters_are_not_parted),
		table_test(escapes_are_not_parted),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
