// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "frames.h"
#include "unit.h"

#define STACK "cap_capable+0x1/0x2\nns_capable+0x3/0x4 [overlay]\n[unknown]"

static void expect_frame(const char *frame, size_t size, const char *expected)
{
	assert_int_equal(size, strlen(expected));
	assert_memory_equal(frame, expected, size);
}

static void frames_come_one_by_one(void **state)
{
	const char *stack = STACK;
	const char *frame;
	size_t size;

	(void)state;
	assert_true(frames_next(&stack, &frame, &size));
	expect_frame(frame, size, "cap_capable+0x1/0x2");
	assert_true(frames_next(&stack, &frame, &size));
	expect_frame(frame, size, "ns_capable+0x3/0x4 [overlay]");
	assert_true(frames_next(&stack, &frame, &size));
	expect_frame(frame, size, "[unknown]");
	assert_false(frames_next(&stack, &frame, &size));
}

static void frames_come_from_the_end_too(void **state)
{
	size_t left = strlen(STACK);
	const char *frame;
	size_t size;

	(void)state;
	assert_true(frames_previous(STACK, &left, &frame, &size));
	expect_frame(frame, size, "[unknown]");
	assert_true(frames_previous(STACK, &left, &frame, &size));
	expect_frame(frame, size, "ns_capable+0x3/0x4 [overlay]");
	assert_true(frames_previous(STACK, &left, &frame, &size));
	expect_frame(frame, size, "cap_capable+0x1/0x2");
	assert_false(frames_previous(STACK, &left, &frame, &size));
}

static void an_empty_stack_has_no_frames(void **state)
{
	const char *stack = "";
	const char *frame;
	size_t left = 0;
	size_t size;

	(void)state;
	assert_false(frames_next(&stack, &frame, &size));
	assert_false(frames_previous(stack, &left, &frame, &size));
}

static void expect_put(const char *stack, const char *expected)
{
	char text[256];

	*frames_put(text, stack) = '\0';
	assert_string_equal(text, expected);
}

static void semicolons_part_frames_only(void **state)
{
	(void)state;
	expect_put("", "");
	expect_put("/bin/a+0x1", "/bin/a+0x1");
	expect_put("/bin/a+0x1\n/lib/b\tc+0x2", "/bin/a+0x1;/lib/b\\tc+0x2");
	expect_put("/a;b;+0x1\n;", "/a\\x3bb\\x3b+0x1;\\x3b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_come_one_by_one),
		cmocka_unit_test(frames_come_from_the_end_too),
		cmocka_unit_test(an_empty_stack_has_no_frames),
		cmocka_unit_test(semicolons_part_frames_only),
	};

	return cmocka_run_group_tests_name("frames", tests, NULL, NULL);
}
