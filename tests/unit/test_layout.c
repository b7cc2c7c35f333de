// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "layout.h"
#include "unit.h"

#define RED   "\033[31m"
#define RESET "\033[m"

/* A terminal whose size can be set. */
struct fixture {
	int other_end;
	int fd;
	struct layout layout;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->other_end = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(fixture->other_end >= 0);
	assert_int_equal(grantpt(fixture->other_end), 0);
	assert_int_equal(unlockpt(fixture->other_end), 0);
	fixture->fd = open(ptsname(fixture->other_end), O_RDWR | O_NOCTTY);
	assert_true(fixture->fd >= 0);
	unsetenv("NO_COLOR");
	setenv("TERM", "xterm", 1);
	*state = fixture;

	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	close(fixture->fd);
	close(fixture->other_end);
	free(fixture);

	return 0;
}

static void be_wide(struct fixture *fixture, unsigned int width)
{
	const struct winsize size = { .ws_row = 24, .ws_col = width };

	assert_int_equal(ioctl(fixture->fd, TIOCSWINSZ, &size), 0);
	layout_measure(&fixture->layout);
}

/* Colours only if the environment says so. */
static void lay_out(struct fixture *fixture, const char *list,
		    unsigned int width)
{
	struct terminal terminal;
	struct columns columns;

	assert_int_equal(columns_parse(list, &columns, NULL, NULL), 0);
	assert_true(terminal_attach(&terminal, fixture->fd));
	layout_init(&fixture->layout, &terminal, &columns, STAMP_MONO);
	be_wide(fixture, width);
}

static void expect(struct fixture *fixture, const char *line,
		   const char *expected)
{
	size_t room = layout_size(&fixture->layout, strlen(line));
	char *text = malloc(room + 1);
	char *end = layout_put(&fixture->layout, text, line);

	assert_true(end <= text + room);
	*end = '\0';
	assert_string_equal(text, expected);
	free(text);
}

static void expect_below(struct fixture *fixture, const char *line,
			 const char *expected)
{
	size_t room = layout_size(&fixture->layout, strlen(line));
	char *text = malloc(room + 1);
	char *end = layout_put_below(&fixture->layout, text, line);

	assert_true(end <= text + room);
	*end = '\0';
	assert_string_equal(text, expected);
	free(text);
}

static void columns_line_up(void **state)
{
	lay_out(*state, "pid,uid,exe", 80);
	expect(*state, "PID\tUID\tEXE\n", "PID     UID   EXE\n");
	expect(*state, "1\t0\t/sbin/init\n", "1       0     /sbin/init\n");
	expect(*state, "4194304\t65534\t/x\n", "4194304 65534 /x\n");
}

static void what_is_long_moves_its_own_line_only(void **state)
{
	lay_out(*state, "pid,uid,cpu,tid", 80);
	expect(*state, "4294967295\t0\t1\t2\n", "4294967295 0  1   2\n");
	expect(*state, "4294967295\t4294967295\t1\t2\n",
	       "4294967295 4294967295 1 2\n");
	expect(*state, "1\t0\t1\t2\n", "1       0     1   2\n");
}

static void a_line_is_as_wide_as_the_terminal(void **state)
{
	lay_out(*state, "pid,exe", 12);
	expect(*state, "1\t/bin\n", "1       /bin\n");
	expect(*state, "1\t/bin2\n", "1       /bin\n");
	be_wide(*state, 9);
	expect(*state, "1\t/bin\n", "1       /\n");
	be_wide(*state, 8);
	expect(*state, "1\t/bin\n", "1\n");
	be_wide(*state, 1);
	expect(*state, "12\t/bin\n", "1\n");
}

static void the_width_may_change(void **state)
{
	lay_out(*state, "exe", 4);
	expect(*state, "/bin/true\n", "/bin\n");
	be_wide(*state, 6);
	expect(*state, "/bin/true\n", "/bin/t\n");
}

static void without_a_width_nothing_is_cut(void **state)
{
	char line[10000];

	memset(line, 'x', sizeof(line) - 2);
	strcpy(line + sizeof(line) - 2, "\n");
	lay_out(*state, "exe", 0);
	expect(*state, line, line);
}

static void characters_are_not_parted(void **state)
{
	lay_out(*state, "exe", 3);
	expect(*state, "\u00e9\u00e9\u00e9\u00e9\n", "\u00e9\u00e9\u00e9\n");
	/* Two columns each. */
	expect(*state, "\u4e2d\u6587\n", "\u4e2d\n");
	/* An accent of its own takes none. */
	expect(*state, "abe\u0301\u0301\n", "abe\u0301\u0301\n");
	expect(*state, "abee\u0301\n", "abe\n");
}

static void wide_characters_line_up(void **state)
{
	lay_out(*state, "uid,exe", 80);
	expect(*state, "\u4e2d\u6587\t/x\n", "\u4e2d\u6587  /x\n");
	expect(*state, "\u00e9\t/x\n", "\u00e9     /x\n");
}

static void escapes_are_not_parted(void **state)
{
	lay_out(*state, "exe", 5);
	expect(*state, "a\\x1bb\n", "a\\x1b\n");
	expect(*state, "ab\\x1bb\n", "ab\n");
	expect(*state, "abcd\\\\\n", "abcd\n");
	expect(*state, "abc\\\\\n", "abc\\\\\n");
	expect(*state, "abc\\nx\n", "abc\\n\n");
	expect(*state, "\\\\x1bc\n", "\\\\x1b\n");
	/* Though it ends before its column does. */
	lay_out(*state, "cpu,exe", 6);
	expect(*state, "ab\\x1b\t/x\n", "ab\\x1b\n");
	expect(*state, "abc\\x1b\t/x\n", "abc\n");
}

static void what_went_wrong_is_red(void **state)
{
	lay_out(*state, "verdict,exe", 80);
	expect(*state, "denied\tdenied\n", RED "denied" RESET "  denied\n");
	expect(*state, "failed\t/x\n", RED "failed" RESET "  /x\n");
	expect(*state, "granted\t/x\n", "granted /x\n");
	expect(*state, "went-on\t/x\n", "went-on /x\n");
	expect(*state, "VERDICT\tEXE\n", "VERDICT EXE\n");
}

static void red_ends_where_a_line_is_cut(void **state)
{
	lay_out(*state, "pid,verdict", 10);
	expect(*state, "1\tdenied\n", "1       " RED "de" RESET "\n");
	be_wide(*state, 8);
	expect(*state, "1\tdenied\n", "1\n");
}

static void who_wants_no_colour_gets_none(void **state)
{
	setenv("NO_COLOR", "1", 1);
	lay_out(*state, "verdict", 80);
	expect(*state, "denied\n", "denied\n");
	setenv("NO_COLOR", "", 1);
	lay_out(*state, "verdict", 80);
	expect(*state, "denied\n", RED "denied" RESET "\n");
	setenv("TERM", "dumb", 1);
	lay_out(*state, "verdict", 80);
	expect(*state, "denied\n", "denied\n");
	unsetenv("TERM");
	lay_out(*state, "verdict", 80);
	expect(*state, "denied\n", "denied\n");
}

static void what_is_below_is_cut_too(void **state)
{
	lay_out(*state, "pid,verdict", 12);
	expect_below(*state, "\tmain+0x1\n", "\tmain\n");
	expect_below(*state, "\tdeny\n", "\tdeny\n");
	be_wide(*state, 4);
	expect_below(*state, "\tmain+0x1\n", "main\n");
	be_wide(*state, 0);
	expect_below(*state, "\tmain+0x1\n", "\tmain+0x1\n");
}

static void a_file_is_no_terminal(void **state)
{
	struct terminal terminal;
	int fd = open("/dev/null", O_WRONLY);

	(void)state;
	assert_false(terminal_attach(&terminal, fd));
	close(fd);
}

#define layout_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		layout_test(columns_line_up),
		layout_test(what_is_long_moves_its_own_line_only),
		layout_test(a_line_is_as_wide_as_the_terminal),
		layout_test(the_width_may_change),
		layout_test(without_a_width_nothing_is_cut),
		layout_test(characters_are_not_parted),
		layout_test(wide_characters_line_up),
		layout_test(escapes_are_not_parted),
		layout_test(what_went_wrong_is_red),
		layout_test(red_ends_where_a_line_is_cut),
		layout_test(who_wants_no_colour_gets_none),
		layout_test(what_is_below_is_cut_too),
		cmocka_unit_test(a_file_is_no_terminal),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
