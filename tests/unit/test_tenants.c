// SPDX-License-Identifier: GPL-2.0-only
#include "hierarchy.h"
#include "lists.h"
#include "tenants.h"
#include "tree.h"

struct fixture {
	struct tree tree;
	struct hierarchy *hierarchy;
	struct numbers tgids;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	*state = fixture;
	tree_create(&fixture->tree);

	return hierarchy_open(&fixture->hierarchy, fixture->tree.cgroup);
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	lists_clear_numbers(&fixture->tgids);
	hierarchy_close(fixture->hierarchy);
	tree_destroy(&fixture->tree);
	free(fixture);

	return 0;
}

static void put_group(struct fixture *fixture, const char *path,
		      const char *procs)
{
	char name[256];

	tree_group(&fixture->tree, path);
	snprintf(name, sizeof(name), "/cgroup%s/cgroup.procs", path);
	tree_file(&fixture->tree, name, procs);
}

static void put_process(struct fixture *fixture, unsigned int tgid,
			unsigned int parent)
{
	char path[64], text[256];

	snprintf(path, sizeof(path), "/%u/status", tgid);
	snprintf(text, sizeof(text),
		 "Name:\tPPid:\t1\nTgid:\t%u\nPid:\t%u\nPPid:\t%u\n", tgid,
		 tgid, parent);
	tree_file(&fixture->tree, path, text);
}

static void expect(struct fixture *fixture, const uint64_t *numbers, size_t nr)
{
	const struct numbers *tgids = &fixture->tgids;
	size_t found = 0;
	size_t i, j;

	assert_int_equal(tgids->nr, nr);
	for (i = 0; i < nr; i++) {
		for (j = 0; j < nr; j++)
			found += tgids->at[j] == numbers[i];
	}
	assert_int_equal(found, nr);
}

static void a_control_group_has_those_below_it(void **state)
{
	struct fixture *fixture = *state;
	const uint64_t inside[] = { 5, 6, 7, 8 };
	char sibling[8];
	uint64_t id;
	size_t i;

	put_group(fixture, "", "1\n");
	put_group(fixture, "/a", "5\n6\n");
	put_group(fixture, "/a/b", "0\n7\n");
	put_group(fixture, "/a/b/c", "8\n");
	/* In whatever order they are found, some come behind. */
	for (i = 0; i < 10; i++) {
		snprintf(sibling, sizeof(sibling), "/a%zu", i);
		put_group(fixture, sibling, "9\n");
	}
	put_group(fixture, "/b", "10\n");
	assert_int_equal(hierarchy_id(fixture->hierarchy, "/a", &id), 0);
	assert_int_equal(
		tenants_of_cgroup(&fixture->tgids, fixture->hierarchy, id), 0);
	expect(fixture, inside, ARRAY_SIZE(inside));
}

static void one_that_is_gone_has_none(void **state)
{
	struct fixture *fixture = *state;

	put_group(fixture, "/a", "5\n");
	assert_int_equal(tenants_of_cgroup(&fixture->tgids, fixture->hierarchy,
					   UINT64_MAX),
			 0);
	expect(fixture, NULL, 0);
}

static void a_tree_has_all_descendants(void **state)
{
	struct fixture *fixture = *state;
	const uint64_t inside[] = { 50, 40, 60, 30 };

	put_process(fixture, 1, 0);
	put_process(fixture, 30, 40);
	put_process(fixture, 40, 50);
	put_process(fixture, 50, 1);
	put_process(fixture, 60, 50);
	put_process(fixture, 70, 1);
	tree_file(&fixture->tree, "/self/status", "PPid:\t50\n");
	assert_int_equal(
		tenants_of_tree(&fixture->tgids, fixture->tree.top, 50), 0);
	expect(fixture, inside, ARRAY_SIZE(inside));
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_control_group_has_those_below_it),
		test(one_that_is_gone_has_none),
		test(a_tree_has_all_descendants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
