// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "columns.h"
#include "unit.h"

static void expect_columns(const char *list, const char *expected)
{
	struct columns columns;
	char names[1024] = "";
	size_t bad_size;
	const char *bad;
	size_t i;

	assert_int_equal(columns_parse(list, &columns, &bad, &bad_size), 0);
	for (i = 0; i < columns.nr; i++) {
		strcat(names, i ? "," : "");
		strcat(names, columns.fields[i]->name);
	}
	assert_string_equal(names, expected);
}

static void expect_error(const char *list, int err, const char *what, size_t at)
{
	struct columns columns;
	size_t bad_size;
	const char *bad;

	assert_int_equal(columns_parse(list, &columns, &bad, &bad_size), err);
	assert_ptr_equal(bad, list + at);
	assert_int_equal(bad_size, strlen(what));
	assert_memory_equal(bad, what, bad_size);
}

static void columns_stand_as_they_are_named(void **state)
{
	(void)state;
	expect_columns("cap", "cap");
	expect_columns("syscall,cap-add,cap,time", "syscall,cap-add,cap,time");
	expect_columns(COLUMNS_DEFAULT, COLUMNS_DEFAULT);
}

static void a_plus_adds_to_the_default(void **state)
{
	(void)state;
	expect_columns("+uid", COLUMNS_DEFAULT ",uid");
	expect_columns("+tid,reason", COLUMNS_DEFAULT ",tid,reason");
}

static void a_name_is_whole_and_in_lower_case(void **state)
{
	(void)state;
	expect_error("pid,ca,uid", -EINVAL, "ca", 4);
	expect_error("caps", -EINVAL, "caps", 0);
	expect_error("pid,CAP", -EINVAL, "CAP", 4);
	expect_error("pid, cap", -EINVAL, " cap", 4);
	expect_error("cap-", -EINVAL, "cap-", 0);
	expect_error("+time2", -EINVAL, "time2", 1);
	expect_error("pid,+cap", -EINVAL, "+cap", 4);
}

static void an_empty_name_is_none(void **state)
{
	(void)state;
	expect_error("", -EINVAL, "", 0);
	expect_error("+", -EINVAL, "", 1);
	expect_error("pid,", -EINVAL, "", 4);
	expect_error(",pid", -EINVAL, "", 0);
	expect_error("pid,,cap", -EINVAL, "", 4);
}

static void a_column_is_there_once(void **state)
{
	(void)state;
	expect_error("pid,cap,pid", -EEXIST, "pid", 8);
	expect_error("+cap", -EEXIST, "cap", 1);
}

static void a_column_is_found_by_its_name(void **state)
{
	struct columns columns;

	(void)state;
	assert_int_equal(columns_parse("pid,tid", &columns, NULL, NULL), 0);
	assert_true(columns_have(&columns, "pid"));
	assert_true(columns_have(&columns, "tid"));
	assert_false(columns_have(&columns, "cap"));
	assert_false(columns_have(&columns, "pi"));
}

static void all_columns_fit(void **state)
{
	const struct field *field;
	char list[1024] = "";

	(void)state;
	for (field = fields; field->name; field++) {
		strcat(list, field == fields ? "" : ",");
		strcat(list, field->name);
	}
	expect_columns(list, list);
}

static void the_list_explains_each(void **state)
{
	const struct field *field = fields;
	const char *at = columns_list();
	size_t size;

	(void)state;
	for (; *at; at += size + 1, field++) {
		size = strcspn(at, "\n");
		assert_true(at[size] == '\n' && size < 80);
		assert_non_null(field->name);
		assert_memory_equal(at, field->name, strlen(field->name));
		assert_int_equal(at[strlen(field->name)], ' ');
		assert_int_equal(at[13], ' ');
		assert_memory_equal(at + 14, field->description, size - 14);
	}
	assert_null(field->name);
	assert_ptr_equal(columns_list(), columns_list());
}

static void a_line_has_tabs_between_and_an_end(void **state)
{
	const struct captrace_check check = { .who = { .tgid = 7, .tid = 8 } };
	const struct names names = { NULL };
	const struct line line = { .check = &check, .names = &names };
	struct columns columns;
	char text[512];

	(void)state;
	assert_int_equal(columns_parse("tid,comm,pid", &columns, NULL, NULL),
			 0);
	*columns_put(&columns, text, &line) = '\0';
	assert_string_equal(text, "8\t\t7\n");
}

static void a_header_names_them_in_upper_case(void **state)
{
	char text[COLUMNS_HEADER_SIZE];
	struct columns columns;

	(void)state;
	assert_int_equal(columns_parse("+cap-add", &columns, NULL, NULL), 0);
	*columns_put_header(&columns, text) = '\0';
	assert_string_equal(text, "TIME\tPID\tEXE\tCAP\tVERDICT\tSYSCALL\t"
				  "CAP-ADD\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_stand_as_they_are_named),
		cmocka_unit_test(a_plus_adds_to_the_default),
		cmocka_unit_test(a_name_is_whole_and_in_lower_case),
		cmocka_unit_test(an_empty_name_is_none),
		cmocka_unit_test(a_column_is_there_once),
		cmocka_unit_test(a_column_is_found_by_its_name),
		cmocka_unit_test(all_columns_fit),
		cmocka_unit_test(the_list_explains_each),
		cmocka_unit_test(a_line_has_tabs_between_and_an_end),
		cmocka_unit_test(a_header_names_them_in_upper_case),
	};

	return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
