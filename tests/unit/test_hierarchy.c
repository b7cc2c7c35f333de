// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>

#include "hierarchy.h"
#include "tree.h"

struct fixture {
	struct tree tree;
	struct hierarchy *hierarchy;
};

/* What a walk has seen. */
struct seen {
	const char *omitted;
	size_t nr;
	size_t longest;
	char last[256];
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	tree_create(&fixture->tree);
	*state = fixture;

	return hierarchy_open(&fixture->hierarchy, fixture->tree.cgroup);
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	hierarchy_close(fixture->hierarchy);
	tree_destroy(&fixture->tree);
	free(fixture);

	return 0;
}

static void expect_resolved(struct fixture *fixture, const char *given,
			    const char *expected)
{
	const struct hierarchy *hierarchy = fixture ? fixture->hierarchy : NULL;
	char *path;
	int err;

	err = hierarchy_resolve(hierarchy, given, &path);
	if (!expected) {
		assert_int_equal(err, -EINVAL);
		return;
	}
	assert_int_equal(err, 0);
	assert_string_equal(path, expected);
	free(path);
}

static int see(void *context, const char *path)
{
	struct seen *seen = context;

	seen->nr++;
	if (strlen(path) > seen->longest)
		seen->longest = strlen(path);
	snprintf(seen->last, sizeof(seen->last), "%.255s", path);

	return seen->omitted && !strcmp(path, seen->omitted);
}

static void a_path_in_the_hierarchy_needs_no_slash(void **state)
{
	expect_resolved(*state, "a.slice/b.service", "/a.slice/b.service");
	expect_resolved(*state, "/a.slice/b.service", "/a.slice/b.service");
	expect_resolved(*state, "/", "/");
}

static void a_recording_has_the_usual_place(void **state)
{
	(void)state;
	expect_resolved(NULL, "/sys/fs/cgroup/a.slice/b", "/a.slice/b");
	expect_resolved(NULL, "/sys/fs/cgroup/unified/a", "/a");
	expect_resolved(NULL, "/sys/fs/cgroup", "/");
	expect_resolved(NULL, "/sys/fs/cgroup/", "/");
	expect_resolved(NULL, "/sys/fs/cgroups/a", "/sys/fs/cgroups/a");
	expect_resolved(NULL, "/tmp/../a", NULL);
	expect_resolved(NULL, "", NULL);
	expect_resolved(NULL, "a//b/", "/a/b");
}

static void slashes_and_dots_do_not_matter(void **state)
{
	expect_resolved(*state, "a.slice/", "/a.slice");
	expect_resolved(*state, "//a.slice//./b/.", "/a.slice/b");
	expect_resolved(*state, "./a.slice/.b", "/a.slice/.b");
	expect_resolved(*state, "a...b/..c", "/a...b/..c");
	expect_resolved(*state, ".", "/");
}

static void a_directory_is_found_in_the_hierarchy(void **state)
{
	struct fixture *fixture = *state;
	char given[256];

	tree_group(&fixture->tree, "/a.slice/b");
	snprintf(given, sizeof(given), "%s/a.slice/b/", fixture->tree.cgroup);
	expect_resolved(fixture, given, "/a.slice/b");
	snprintf(given, sizeof(given), "%s/a.slice/b/../../a.slice",
		 fixture->tree.cgroup);
	expect_resolved(fixture, given, "/a.slice");
	snprintf(given, sizeof(given), "%s/not/yet", fixture->tree.cgroup);
	expect_resolved(fixture, given, "/not/yet");
	expect_resolved(fixture, fixture->tree.cgroup, "/");
}

static void a_link_to_the_hierarchy_is_followed(void **state)
{
	struct fixture *fixture = *state;
	char link[128];
	char given[256];

	tree_group(&fixture->tree, "/a");
	snprintf(link, sizeof(link), "%s/link", fixture->tree.top);
	assert_int_equal(symlink(fixture->tree.cgroup, link), 0);
	snprintf(given, sizeof(given), "%s/a", link);
	expect_resolved(fixture, given, "/a");
}

static void a_neighbour_of_the_hierarchy_is_not_in_it(void **state)
{
	struct fixture *fixture = *state;
	char given[256];

	snprintf(given, sizeof(given), "%s2", fixture->tree.cgroup);
	assert_null(hierarchy_below(fixture->hierarchy, given));
	expect_resolved(fixture, given, given);
}

static void nothing_and_the_directory_above_are_no_paths(void **state)
{
	static const char *const words[] = { "", "..", "a/..", "../a",
					     "/not/../there" };
	struct fixture *fixture = *state;
	char *path;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		assert_int_equal(hierarchy_resolve(fixture->hierarchy, words[i],
						   &path),
				 -EINVAL);
}

static void each_control_group_has_its_number(void **state)
{
	struct fixture *fixture = *state;
	uint64_t root, a, b, again;

	tree_group(&fixture->tree, "/a/b");
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/", &root), 0);
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/a", &a), 0);
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/a/b", &b), 0);
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/a", &again), 0);
	assert_true(root && a && b);
	assert_true(root != a && a != b && root != b);
	assert_true(again == a);
}

static void what_is_no_control_group_has_no_number(void **state)
{
	struct fixture *fixture = *state;
	char link[128];
	uint64_t id;

	tree_file(&fixture->tree, "/cgroup/cgroup.procs", "1\n");
	snprintf(link, sizeof(link), "%s/link", fixture->tree.cgroup);
	assert_int_equal(symlink("/proc", link), 0);

	assert_int_equal(hierarchy_id(fixture->hierarchy, "/none", &id),
			 -ENOENT);
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/cgroup.procs", &id),
			 -ENOTDIR);
	snprintf(link, sizeof(link), "%s/same", fixture->tree.cgroup);
	assert_int_equal(symlink(".", link), 0);
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/same", &id),
			 -ENOTDIR);
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/link/sys", &id),
			 -EXDEV);
}

static void a_walk_sees_every_control_group(void **state)
{
	struct fixture *fixture = *state;
	struct seen seen = { .nr = 0 };

	tree_group(&fixture->tree, "/a/b/c");
	tree_group(&fixture->tree, "/a/d");
	tree_group(&fixture->tree, "/e");
	tree_file(&fixture->tree, "/cgroup/e/cgroup.procs", "1\n");
	assert_int_equal(hierarchy_walk(fixture->hierarchy, see, &seen), 0);
	assert_int_equal(seen.nr, 6);
}

static void a_walk_leaves_out_what_it_is_told_to(void **state)
{
	struct fixture *fixture = *state;
	struct seen seen = { .omitted = "/a" };

	tree_group(&fixture->tree, "/a/b/c");
	tree_group(&fixture->tree, "/d/e");
	assert_int_equal(hierarchy_walk(fixture->hierarchy, see, &seen), 0);
	assert_int_equal(seen.nr, 4);
}

static int give_up(void *context, const char *path)
{
	(void)path;
	*(int *)context += 1;
	return -EIO;
}

static void a_walk_ends_with_an_error(void **state)
{
	struct fixture *fixture = *state;
	int visits = 0;

	tree_group(&fixture->tree, "/a");
	assert_int_equal(hierarchy_walk(fixture->hierarchy, give_up, &visits),
			 -EIO);
	assert_int_equal(visits, 1);
}

static void a_walk_follows_no_link(void **state)
{
	struct fixture *fixture = *state;
	struct seen seen = { .nr = 0 };
	char link[128];

	tree_group(&fixture->tree, "/a");
	snprintf(link, sizeof(link), "%s/a/up", fixture->tree.cgroup);
	assert_int_equal(symlink("..", link), 0);
	assert_int_equal(hierarchy_walk(fixture->hierarchy, see, &seen), 0);
	assert_int_equal(seen.nr, 2);
	assert_string_equal(seen.last, "/a");
}

/* Deeper than there are file descriptors. */
static void a_walk_goes_as_deep_as_a_path_can(void **state)
{
	enum { DEPTH = 1900 };
	struct fixture *fixture = *state;
	struct seen seen = { .nr = 0 };
	char path[2 * DEPTH + 1] = "";
	size_t i;

	for (i = 0; i < DEPTH; i++)
		memcpy(path + 2 * i, "/d", 3);
	tree_group(&fixture->tree, path);

	assert_int_equal(hierarchy_walk(fixture->hierarchy, see, &seen), 0);
	assert_int_equal(seen.nr, 1 + DEPTH);
	assert_int_equal(seen.longest, 2 * DEPTH);
}

static void what_no_path_leads_to_does_not_stop_a_walk(void **state)
{
	enum { DEPTH = 20 };
	struct fixture *fixture = *state;
	struct seen seen = { .nr = 0 };
	char name[251];
	int above, fd;
	size_t i;

	memset(name, 'd', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	fd = open(fixture->tree.cgroup, O_PATH | O_DIRECTORY);
	for (i = 0; i < DEPTH; i++) {
		above = fd;
		assert_int_equal(mkdirat(above, name, 0700), 0);
		fd = openat(above, name, O_PATH | O_DIRECTORY);
		close(above);
	}
	close(fd);
	tree_group(&fixture->tree, "/other");

	assert_int_equal(hierarchy_walk(fixture->hierarchy, see, &seen), 0);
	assert_true(seen.nr > PATH_MAX / sizeof(name));
}

static void a_directory_below_the_root_is_a_part(void **state)
{
	struct fixture *fixture = *state;

	assert_false(hierarchy_is_whole(fixture->hierarchy));
}

static void no_directory_is_no_hierarchy(void **state)
{
	struct hierarchy *hierarchy;

	(void)state;
	assert_int_equal(hierarchy_open(&hierarchy, "/nowhere"), -ENOENT);
	hierarchy_close(NULL);
}

static void the_mounted_one_is_found(void **state)
{
	struct hierarchy *hierarchy;
	uint64_t id;
	int err;

	(void)state;
	err = hierarchy_open(&hierarchy, NULL);
	if (err == -ENODEV)
		skip();
	assert_int_equal(err, 0);
	assert_int_equal(*hierarchy_top(hierarchy), '/');
	assert_int_equal(hierarchy_id(hierarchy, "/", &id), 0);
	assert_true(id > 0);
	hierarchy_close(hierarchy);
}

#define hierarchy_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		hierarchy_test(a_path_in_the_hierarchy_needs_no_slash),
		cmocka_unit_test(a_recording_has_the_usual_place),
		hierarchy_test(slashes_and_dots_do_not_matter),
		hierarchy_test(a_directory_is_found_in_the_hierarchy),
		hierarchy_test(a_link_to_the_hierarchy_is_followed),
		hierarchy_test(a_neighbour_of_the_hierarchy_is_not_in_it),
		hierarchy_test(nothing_and_the_directory_above_are_no_paths),
		hierarchy_test(each_control_group_has_its_number),
		hierarchy_test(what_is_no_control_group_has_no_number),
		hierarchy_test(a_walk_sees_every_control_group),
		hierarchy_test(a_walk_leaves_out_what_it_is_told_to),
		hierarchy_test(a_walk_ends_with_an_error),
		hierarchy_test(a_walk_follows_no_link),
		hierarchy_test(a_walk_goes_as_deep_as_a_path_can),
		hierarchy_test(what_no_path_leads_to_does_not_stop_a_walk),
		hierarchy_test(a_directory_below_the_root_is_a_part),
		cmocka_unit_test(no_directory_is_no_hierarchy),
		cmocka_unit_test(the_mounted_one_is_found),
	};

	return cmocka_run_group_tests_name("hierarchy", tests, NULL, NULL);
}
