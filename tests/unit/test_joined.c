// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "joined.h"
#include "unit.h"

static int set_up(void **state)
{
	*state = calloc(1, sizeof(struct joined));
	return !*state;
}

static int tear_down(void **state)
{
	free(*state);
	return 0;
}

static union record cgroup(const char *bytes, size_t path_size)
{
	union record record = {
		.cgroup = {
			.head = { .kind = CAPTRACE_CGROUP },
			.path_size = path_size,
		},
	};

	memcpy(record.cgroup.path, bytes,
	       strnlen(bytes, sizeof(record.cgroup.path)));
	return record;
}

static void begin(struct joined *joined, const char *bytes, size_t path_size)
{
	const union record record = cgroup(bytes, path_size);

	joined_begin(joined, &record);
}

static void add(struct joined *joined, const char *bytes)
{
	struct captrace_more more = { .head = { .kind = CAPTRACE_MORE } };

	memcpy(more.bytes, bytes, strnlen(bytes, sizeof(more.bytes)));
	joined_add(joined, &more);
}

static void expect(struct joined *joined, const char *expected)
{
	const char *text = joined_end(joined);

	assert_non_null(text);
	assert_string_equal(text, expected);
}

static void a_short_path_is_one_piece(void **state)
{
	begin(*state, "/user.slice", 11);
	expect(*state, "/user.slice");
}

static void an_exec_has_a_path_too(void **state)
{
	union record record = cgroup("/bin/true", 9);

	record.head.kind = CAPTRACE_EXEC;
	joined_begin(*state, &record);
	expect(*state, "/bin/true");
}

static void a_joined_ends_within_its_last_piece(void **state)
{
	char expected[48 + 104 + 3 + 1];
	char bytes[105];

	memset(bytes, 'x', sizeof(bytes));
	bytes[104] = '\0';
	memset(expected, 'x', sizeof(expected));
	expected[sizeof(expected) - 1] = '\0';
	begin(*state, bytes, sizeof(expected) - 1);
	add(*state, bytes);
	add(*state, bytes);
	add(*state, bytes);
	expect(*state, expected);
}

static void a_path_whose_pieces_do_not_come_is_cut(void **state)
{
	char bytes[49];

	memset(bytes, 'x', sizeof(bytes));
	bytes[48] = '\0';
	begin(*state, bytes, 49);
	expect(*state, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...");
}

static void a_path_that_is_called_cut_says_so(void **state)
{
	union record record = cgroup("/a", 2);

	record.head.flags = CAPTRACE_CGROUP_CUT;
	joined_begin(*state, &record);
	expect(*state, "/a...");
}

static void a_path_of_which_nothing_is_known_is_empty(void **state)
{
	union record record = cgroup("", 0);

	record.head.flags = CAPTRACE_CGROUP_CUT;
	joined_begin(*state, &record);
	expect(*state, "");
}

static void a_path_without_end_is_cut_where_there_is_no_room(void **state)
{
	char bytes[105];
	const char *text;
	int i;

	memset(bytes, 'x', sizeof(bytes));
	bytes[104] = '\0';
	begin(*state, bytes, UINT32_MAX);
	for (i = 0; i < 1000; i++)
		add(*state, bytes);
	text = joined_end(*state);
	assert_int_equal(strlen(text), JOINED_SIZE - 1);
	assert_string_equal(text + strlen(text) - 4, "x...");
}

static void a_piece_without_a_path_is_nobodys(void **state)
{
	add(*state, "x");
	assert_null(joined_end(*state));
	begin(*state, "/a", 2);
	expect(*state, "/a");
	add(*state, "x");
	assert_null(joined_end(*state));
}

static void a_new_path_knows_nothing_of_the_last(void **state)
{
	begin(*state, "/a/much/longer", 200);
	begin(*state, "/b", 2);
	expect(*state, "/b");
}

#define joined_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		joined_test(a_short_path_is_one_piece),
		joined_test(an_exec_has_a_path_too),
		joined_test(a_joined_ends_within_its_last_piece),
		joined_test(a_path_whose_pieces_do_not_come_is_cut),
		joined_test(a_path_that_is_called_cut_says_so),
		joined_test(a_path_of_which_nothing_is_known_is_empty),
		joined_test(a_path_without_end_is_cut_where_there_is_no_room),
		joined_test(a_piece_without_a_path_is_nobodys),
		joined_test(a_new_path_knows_nothing_of_the_last),
	};

	return cmocka_run_group_tests_name("joined", tests, NULL, NULL);
}
