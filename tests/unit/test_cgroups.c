// SPDX-License-Identifier: GPL-2.0-only
#include "cgroups.h"
#include "hierarchy.h"
#include "runtimes.h"
#include "tree.h"
#include "wishes.h"

#define A "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

#define CONFIG "/var/lib/docker/containers/" A "/config.v2.json"

/* What the table has room for. */
#define ROOM 65536

/* When control groups are first told of. */
#define FIRST_NS 5000000000ull

struct fixture {
	struct tree tree;
	struct wishes *wishes;
	struct cgroup_table *table;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	tree_create(&fixture->tree);
	*state = fixture;
	if (wishes_open(&fixture->wishes, fixture->tree.cgroup,
			fixture->tree.top))
		return -1;
	fixture->table = cgroup_table_create(fixture->wishes, NULL);

	return !fixture->table;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	cgroup_table_destroy(fixture->table);
	wishes_close(fixture->wishes);
	tree_destroy(&fixture->tree);
	free(fixture);

	return 0;
}

static void begins(struct fixture *fixture, uint64_t id, const char *path,
		   bool whole)
{
	const struct captrace_cgroup record = {
		.head = {
			.kind = CAPTRACE_CGROUP,
			.time_ns = FIRST_NS,
		},
		.who = { .cgroup_id = id },
	};

	cgroup_learn(fixture->table, &record, path, whole);
}

static void is_at(struct fixture *fixture, uint64_t id, const char *path)
{
	begins(fixture, id, path, true);
}

static void expect(struct fixture *fixture, uint64_t id, const char *path)
{
	struct names names = { NULL };
	const char *known;

	cgroup_names(fixture->table, id, 0, &names);
	known = names.cgroup;

	if (!path) {
		assert_null(known);
		return;
	}
	assert_non_null(known);
	assert_string_equal(known, path);
}

static bool wanted(struct fixture *fixture, uint64_t id)
{
	return cgroup_wanted(fixture->table, id, FIRST_NS);
}

static bool wanted_after(struct fixture *fixture, uint64_t id, unsigned int ms)
{
	return cgroup_wanted(fixture->table, id, FIRST_NS + ms * 1000000ull);
}

static void wish(struct fixture *fixture, enum wish_kind kind, const char *word)
{
	assert_int_equal(wishes_add(fixture->wishes, kind, word), 0);
}

static void a_record_names_a_control_group(void **state)
{
	is_at(*state, 7, "/a");
	is_at(*state, 8, "/b");
	is_at(*state, 1, "/");
	expect(*state, 7, "/a");
	expect(*state, 8, "/b");
	expect(*state, 1, "/");
	expect(*state, 9, NULL);
}

static void a_path_in_pieces_is_put_together(void **state)
{
	char path[2000];
	size_t size;

	for (size = 47; size < sizeof(path); size += 52) {
		memset(path, 'x', size);
		path[0] = '/';
		path[size - 1] = 'y';
		path[size] = '\0';
		is_at(*state, 7, path);
		expect(*state, 7, path);
	}
}

static void ids_differ_in_both_halves(void **state)
{
	is_at(*state, 1ull << 32 | 7, "/a");
	is_at(*state, 2ull << 32 | 7, "/b");
	expect(*state, 1ull << 32 | 7, "/a");
	expect(*state, 2ull << 32 | 7, "/b");
	expect(*state, 7, NULL);
}

static void without_wishes_all_are_wanted(void **state)
{
	struct fixture fixture = { .table = cgroup_table_create(NULL, NULL) };

	(void)state;
	is_at(&fixture, 7, "/a");
	assert_true(wanted(&fixture, 7));
	assert_true(wanted(&fixture, 8));
	cgroup_table_destroy(fixture.table);
	cgroup_table_destroy(NULL);
}

static void wishes_tell_who_is_wanted(void **state)
{
	wish(*state, WISH_UNIT, "foo");
	is_at(*state, 7, "/system.slice/foo.service");
	is_at(*state, 8, "/system.slice/foo.service2");
	is_at(*state, 9, "/system.slice/foo.service/sub/dir");
	assert_true(wanted(*state, 7));
	assert_false(wanted(*state, 8));
	assert_true(wanted(*state, 9));
}

static void the_unknown_are_not_ruled_out(void **state)
{
	wish(*state, WISH_UNIT, "foo");
	assert_true(wanted(*state, 7));
	is_at(*state, 7, "/a");
	assert_false(wanted(*state, 7));
}

static void a_cut_path_rules_nothing_out(void **state)
{
	wish(*state, WISH_UNIT, "foo");
	begins(*state, 7, "/a...", false);
	expect(*state, 7, "/a...");
	assert_true(wanted(*state, 7));
}

static void a_whole_path_counts_more_than_a_cut_one(void **state)
{
	wish(*state, WISH_UNIT, "foo");
	begins(*state, 7, "/a...", false);
	is_at(*state, 7, "/a/b");
	assert_false(wanted(*state, 7));
	begins(*state, 7, "/a...", false);
	expect(*state, 7, "/a/b");
	assert_false(wanted(*state, 7));
	begins(*state, 7, "", false);
	expect(*state, 7, "/a/b");
}

static void an_empty_path_is_unknown(void **state)
{
	wish(*state, WISH_UNIT, "foo");
	begins(*state, 7, "", false);
	expect(*state, 7, NULL);
	assert_true(wanted(*state, 7));
}

static void who_was_wanted_stays_so_when_its_name_is_forgotten(void **state)
{
	struct fixture *fixture = *state;

	tree_file(&fixture->tree, CONFIG, "{\"Name\": \"/web\"}");
	wish(fixture, WISH_CONTAINER, "web");
	is_at(fixture, 7, "/docker/" A);
	assert_true(wanted(fixture, 7));

	tree_remove(&fixture->tree, CONFIG);
	assert_true(wanted(fixture, 7));
	is_at(fixture, 7, "/docker/" A);
	assert_true(wanted(fixture, 7));
	is_at(fixture, 8, "/docker/" A "/sub");
	assert_false(wanted(fixture, 8));
}

static void who_was_not_wanted_is_asked_about_once_a_record(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_CONTAINER, "web");
	is_at(fixture, 7, "/docker/" A);
	tree_file(&fixture->tree, CONFIG, "{\"Name\": \"/web\"}");
	assert_false(wanted(fixture, 7));
	is_at(fixture, 7, "/docker/" A);
	assert_true(wanted(fixture, 7));
}

static void a_container_may_be_told_of_after_its_first_checks(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_CONTAINER, "web");
	is_at(fixture, 7, "/mine/own");
	is_at(fixture, 8, "/mine/other");
	assert_false(wanted(fixture, 7));
	tree_file(&fixture->tree, "/run/crun/web/status",
		  "{\"cgroup-path\": \"/mine/own\"}");
	assert_false(wanted_after(fixture, 7, 49));
	assert_true(wanted_after(fixture, 7, 50));
	assert_false(wanted_after(fixture, 8, 50));

	tree_remove(&fixture->tree, "/run/crun/web");
	assert_true(wanted_after(fixture, 7, 100));
	assert_true(wanted_after(fixture, 7, 9999));
}

static void nobody_is_asked_about_all_the_time(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_CONTAINER, "web");
	is_at(fixture, 7, "/mine/own");
	assert_false(wanted_after(fixture, 7, 1960));
	tree_file(&fixture->tree, "/run/crun/web/status",
		  "{\"cgroup-path\": \"/mine/own\"}");
	assert_false(wanted_after(fixture, 7, 1999));
	assert_false(wanted_after(fixture, 7, 2010));
	assert_false(wanted_after(fixture, 7, 60000));
}

static void many_are_kept_apart(void **state)
{
	char path[32];
	uint64_t id;

	for (id = 1; id <= ROOM; id++) {
		snprintf(path, sizeof(path), "/%u", (unsigned int)id);
		is_at(*state, id, path);
	}
	for (id = 1; id <= ROOM; id += 7) {
		snprintf(path, sizeof(path), "/%u", (unsigned int)id);
		expect(*state, id, path);
	}
}

static void those_not_asked_about_go_first(void **state)
{
	uint64_t id;

	is_at(*state, 7, "/used");
	is_at(*state, 8, "/unused");
	for (id = 9; id < 2 * ROOM; id++) {
		is_at(*state, id, "/x");
		if (id % 4096 == 0)
			expect(*state, 7, "/used");
	}
	expect(*state, 7, "/used");
	expect(*state, 8, NULL);
}

/* A table that wants everything, and asks runtimes. */
struct machine {
	struct fixture fixture;
	struct hierarchy *hierarchy;
	struct runtimes *runtimes;
};

static int set_up_machine(void **state)
{
	struct machine *machine = calloc(1, sizeof(*machine));
	struct tree *tree = &machine->fixture.tree;

	tree_create(tree);
	*state = machine;
	if (hierarchy_open(&machine->hierarchy, tree->cgroup))
		return -1;
	machine->runtimes = runtimes_create(tree->top, machine->hierarchy);
	machine->fixture.table = cgroup_table_create(NULL, machine->runtimes);

	return !machine->fixture.table;
}

static int tear_down_machine(void **state)
{
	struct machine *machine = *state;

	cgroup_table_destroy(machine->fixture.table);
	runtimes_destroy(machine->runtimes);
	hierarchy_close(machine->hierarchy);
	tree_destroy(&machine->fixture.tree);
	free(machine);

	return 0;
}

static struct names names_after(struct fixture *fixture, uint64_t id,
				unsigned int ms)
{
	struct names names = { .exe = "exe", .cgroup = "old", .unit = "old" };

	cgroup_names(fixture->table, id, FIRST_NS + ms * 1000000ull, &names);
	return names;
}

static bool has_news(struct fixture *fixture, uint64_t id, unsigned int ms)
{
	return cgroup_has_news(fixture->table, id, FIRST_NS + ms * 1000000ull);
}

static void is(const char *known, const char *expected)
{
	if (!expected) {
		assert_null(known);
		return;
	}
	assert_non_null(known);
	assert_string_equal(known, expected);
}

#define WEB "{\"Name\": \"/web\", \"Config\": {\"Image\": \"nginx\"}}"

static void a_path_names_unit_and_container(void **state)
{
	struct names names;

	is_at(*state, 7, "/system.slice/docker-" A ".scope/x");
	names = names_after(*state, 7, 0);
	is(names.exe, "exe");
	is(names.cgroup, "/system.slice/docker-" A ".scope/x");
	is(names.unit, "docker-" A ".scope");
	is(names.runtime, "docker");
	is(names.container_id, A);
	is(names.container, A);
	is(names.image, NULL);
	assert_false(has_news(*state, 7, 0));
}

static void of_the_unknown_nothing_is_named(void **state)
{
	const struct names names = names_after(*state, 7, 0);

	is(names.exe, "exe");
	is(names.cgroup, NULL);
	is(names.unit, NULL);
	is(names.container, NULL);
	assert_false(has_news(*state, 7, 0));
}

static void a_cut_path_names_nothing(void **state)
{
	struct names names;

	begins(*state, 7, "/a.service/lxc.payload.web...", false);
	names = names_after(*state, 7, 0);
	is(names.cgroup, "/a.service/lxc.payload.web...");
	is(names.unit, NULL);
	is(names.container, NULL);

	is_at(*state, 7, "/a.service/lxc.payload.web2");
	is(names_after(*state, 7, 0).container, "web2");
}

static void without_runtimes_no_file_is_read(void **state)
{
	struct fixture *fixture = *state;

	tree_file(&fixture->tree, CONFIG, WEB);
	is_at(fixture, 7, "/docker/" A);
	is(names_after(fixture, 7, 100).container, A);
	assert_false(has_news(fixture, 7, 100));
}

static void who_is_gone_is_still_named(void **state)
{
	struct fixture *fixture = *state;
	struct names names;

	tree_file(&fixture->tree, CONFIG, WEB);
	is_at(fixture, 7, "/docker/" A);
	tree_remove(&fixture->tree, "/var");
	names = names_after(fixture, 7, 60000);
	is(names.container, "web");
	is(names.image, "nginx");

	is_at(fixture, 7, "/docker/" A);
	is(names_after(fixture, 7, 0).container, "web");
}

static void names_may_come_while_a_container_is_young(void **state)
{
	struct fixture *fixture = *state;

	is_at(fixture, 7, "/docker/" A);
	tree_file(&fixture->tree, CONFIG, WEB);
	is(names_after(fixture, 7, 49).container, A);
	is(names_after(fixture, 7, 50).container, "web");
}

static void names_may_come_where_the_path_has_none(void **state)
{
	struct fixture *fixture = *state;
	struct names names;

	is_at(fixture, 7, "/mine/own/sub");
	is(names_after(fixture, 7, 0).container, NULL);
	tree_file(&fixture->tree, "/run/crun/web/status",
		  "{\"cgroup-path\": \"/mine/own\"}");
	names = names_after(fixture, 7, 100);
	is(names.runtime, "crun");
	is(names.container, "web");
	is(names.container_id, "web");
}

static void the_old_are_not_asked_about(void **state)
{
	struct fixture *fixture = *state;

	is_at(fixture, 7, "/docker/" A);
	tree_file(&fixture->tree, CONFIG, WEB);
	is(names_after(fixture, 7, 2000).container, A);
	is(names_after(fixture, 7, 60000).container, A);
}

static void nobody_is_named_about_all_the_time(void **state)
{
	struct fixture *fixture = *state;

	is_at(fixture, 7, "/docker/" A);
	is(names_after(fixture, 7, 100).container, A);
	tree_file(&fixture->tree, CONFIG, WEB);
	is(names_after(fixture, 7, 149).container, A);
	is(names_after(fixture, 7, 150).container, "web");
}

static void news_are_told_once(void **state)
{
	struct fixture *fixture = *state;

	is_at(fixture, 7, "/docker/" A);
	assert_false(has_news(fixture, 7, 0));
	tree_file(&fixture->tree, CONFIG, WEB);
	assert_false(has_news(fixture, 7, 49));
	assert_true(has_news(fixture, 7, 50));
	assert_false(has_news(fixture, 7, 100));

	is_at(fixture, 8, "/docker/" A "/x");
	is(names_after(fixture, 8, 0).container, "web");
	assert_true(has_news(fixture, 8, 0));
	assert_false(has_news(fixture, 8, 0));
}

static void other_control_groups_have_no_news(void **state)
{
	struct fixture *fixture = *state;

	tree_file(&fixture->tree, CONFIG, WEB);
	is_at(fixture, 7, "/docker/" A);
	is_at(fixture, 8, "/lxc.payload.web");
	is_at(fixture, 1, "/");
	assert_false(has_news(fixture, 8, 0));
	assert_false(has_news(fixture, 1, 0));
}

static void a_recording_names_before_and_behind_the_path(void **state)
{
	struct fixture *fixture = *state;
	struct names names;

	cgroup_name(fixture->table, 7, RECORD_NAME_RUNTIME, "crun");
	cgroup_name(fixture->table, 7, RECORD_NAME_CONTAINER_ID, "web");
	expect(fixture, 7, NULL);
	assert_true(wanted(fixture, 7));
	is_at(fixture, 7, "/a.service/docker/" A);
	cgroup_name(fixture->table, 7, RECORD_NAME_IMAGE, "nginx");
	names = names_after(fixture, 7, 0);
	is(names.cgroup, "/a.service/docker/" A);
	is(names.unit, "a.service");
	is(names.runtime, "crun");
	is(names.container, "web");
	is(names.image, "nginx");
	assert_false(has_news(fixture, 7, 0));

	cgroup_name(fixture->table, 7, RECORD_NAME_IMAGE, "httpd");
	cgroup_name(fixture->table, 7, 77, "nothing");
	is(names_after(fixture, 7, 0).image, "httpd");
}

static void a_recorded_name_is_wanted_whenever_it_comes(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_CONTAINER, "web");
	is_at(fixture, 7, "/docker/" A);
	assert_false(wanted(fixture, 7));
	cgroup_name(fixture->table, 7, RECORD_NAME_CONTAINER, "web");
	assert_true(wanted(fixture, 7));
	cgroup_name(fixture->table, 8, RECORD_NAME_CONTAINER, "web");
	is_at(fixture, 8, "/a");
	assert_true(wanted(fixture, 8));
}

static void names_go_with_their_control_group(void **state)
{
	uint64_t id;

	cgroup_name(((struct fixture *)*state)->table, 7, RECORD_NAME_CONTAINER,
		    "web");
	for (id = 8; id < 2 * ROOM; id++)
		is_at(*state, id, "/x");
	is(names_after(*state, 7, 0).container, NULL);
}

#define machine_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_machine, tear_down_machine)

#define cgroups_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cgroups_test(a_record_names_a_control_group),
		cgroups_test(a_path_in_pieces_is_put_together),
		cgroups_test(ids_differ_in_both_halves),
		cmocka_unit_test(without_wishes_all_are_wanted),
		cgroups_test(wishes_tell_who_is_wanted),
		cgroups_test(the_unknown_are_not_ruled_out),
		cgroups_test(a_cut_path_rules_nothing_out),
		cgroups_test(a_whole_path_counts_more_than_a_cut_one),
		cgroups_test(an_empty_path_is_unknown),
		cgroups_test(
			who_was_wanted_stays_so_when_its_name_is_forgotten),
		cgroups_test(who_was_not_wanted_is_asked_about_once_a_record),
		cgroups_test(a_container_may_be_told_of_after_its_first_checks),
		cgroups_test(nobody_is_asked_about_all_the_time),
		cgroups_test(many_are_kept_apart),
		cgroups_test(those_not_asked_about_go_first),
		cgroups_test(a_path_names_unit_and_container),
		cgroups_test(of_the_unknown_nothing_is_named),
		cgroups_test(a_cut_path_names_nothing),
		cgroups_test(without_runtimes_no_file_is_read),
		machine_test(who_is_gone_is_still_named),
		machine_test(names_may_come_while_a_container_is_young),
		machine_test(names_may_come_where_the_path_has_none),
		machine_test(the_old_are_not_asked_about),
		machine_test(nobody_is_named_about_all_the_time),
		machine_test(news_are_told_once),
		machine_test(other_control_groups_have_no_news),
		cgroups_test(a_recording_names_before_and_behind_the_path),
		cgroups_test(a_recorded_name_is_wanted_whenever_it_comes),
		cgroups_test(names_go_with_their_control_group),
	};

	return cmocka_run_group_tests_name("cgroups", tests, NULL, NULL);
}
