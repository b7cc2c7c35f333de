// SPDX-License-Identifier: GPL-2.0-only
#include "hierarchies.h"
#include "tree.h"

static int set_up(void **state)
{
	struct tree *tree = calloc(1, sizeof(*tree));

	tree_create(tree);
	*state = tree;

	return 0;
}

static int tear_down(void **state)
{
	tree_destroy(*state);
	free(*state);

	return 0;
}

#define V1 "cgroup @/v1 cgroup rw,nosuid,memory 0 0\n"
#define V2 "cgroup2 @/cgroup cgroup2 rw,nosuid 0 0\n"

/* In the lines @ stands for the directory of the tree. */
static enum hierarchies find(struct tree *tree, const char *lines)
{
	char mounts[128];
	char text[1024];
	char *to = text;

	for (; *lines; lines++) {
		if (*lines == '@')
			to = stpcpy(to, tree->top);
		else
			*to++ = *lines;
	}
	*to = '\0';
	tree_file(tree, "/mounts", text);
	snprintf(mounts, sizeof(mounts), "%s/mounts", tree->top);

	return hierarchies_find(mounts);
}

static void version_2_alone_tells_all(void **state)
{
	assert_int_equal(find(*state, V2), HIERARCHIES_V2);
	tree_group(*state, "/init.scope");
	assert_int_equal(find(*state, V2), HIERARCHIES_V2);
	assert_null(hierarchies_complaint(HIERARCHIES_V2));
}

static void version_1_alone_tells_nothing(void **state)
{
	assert_int_equal(find(*state, V1), HIERARCHIES_V1);
	assert_non_null(strstr(hierarchies_complaint(HIERARCHIES_V1),
			       "only version 1"));
}

static void both_are_a_hybrid(void **state)
{
	tree_group(*state, "/init.scope");
	assert_int_equal(find(*state, V1 V2), HIERARCHIES_HYBRID);
	assert_int_equal(find(*state, V2 V1), HIERARCHIES_HYBRID);
	assert_null(hierarchies_complaint(HIERARCHIES_HYBRID));
}

static void a_version_2_that_nobody_uses_tells_nothing(void **state)
{
	struct tree *tree = *state;

	tree_file(tree, "/cgroup/cgroup.procs", "1\n");
	assert_int_equal(find(tree, V1 V2), HIERARCHIES_V1);
	assert_int_equal(find(tree, V1 "x @/none cgroup2 rw 0 0\n"),
			 HIERARCHIES_V1);
}

static void nothing_mounted_tells_nothing(void **state)
{
	assert_int_equal(find(*state, ""), HIERARCHIES_NONE);
	assert_int_equal(find(*state, "tmpfs /x tmpfs rw 0 0\n"),
			 HIERARCHIES_NONE);
	assert_non_null(
		strstr(hierarchies_complaint(HIERARCHIES_NONE), "mount"));
}

static void other_lines_do_not_matter(void **state)
{
	assert_int_equal(find(*state, "cgroup2 /a tmpfs rw 0 0\n\n#\n"
				      "cgroup /b cgroup2x rw 0 0\nx\n"),
			 HIERARCHIES_NONE);
}

static void an_unreadable_file_says_nothing(void **state)
{
	(void)state;
	assert_int_equal(hierarchies_find("/nowhere/mounts"), HIERARCHIES_V2);
}

static void complaints_are_one_line(void **state)
{
	(void)state;
	assert_null(strchr(hierarchies_complaint(HIERARCHIES_NONE), '\n'));
	assert_null(strchr(hierarchies_complaint(HIERARCHIES_V1), '\n'));
}

#define hierarchies_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		hierarchies_test(version_2_alone_tells_all),
		hierarchies_test(version_1_alone_tells_nothing),
		hierarchies_test(both_are_a_hybrid),
		hierarchies_test(a_version_2_that_nobody_uses_tells_nothing),
		hierarchies_test(nothing_mounted_tells_nothing),
		hierarchies_test(other_lines_do_not_matter),
		cmocka_unit_test(an_unreadable_file_says_nothing),
		cmocka_unit_test(complaints_are_one_line),
	};

	return cmocka_run_group_tests_name("hierarchies", tests, NULL, NULL);
}
