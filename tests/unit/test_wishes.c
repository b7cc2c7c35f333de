// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>

#include "diag.h"
#include "hierarchy.h"
#include "said.h"
#include "tree.h"
#include "wishes.h"

#define A  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define A2 "01234567ffffffff0123456789abcdef0123456789abcdef0123456789abcdef"

#define MAX_IDS 16

struct fixture {
	struct tree tree;
	struct hierarchy *hierarchy;
	struct wishes *wishes;
	uint64_t ids[MAX_IDS];
	size_t nr_ids;
	/* What the user was told last. */
	char said[8192];
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	tree_create(&fixture->tree);
	hierarchy_open(&fixture->hierarchy, fixture->tree.cgroup);
	*state = fixture;

	return wishes_open(&fixture->wishes, fixture->tree.cgroup,
			   fixture->tree.top);
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	wishes_close(fixture->wishes);
	hierarchy_close(fixture->hierarchy);
	tree_destroy(&fixture->tree);
	free(fixture);

	return 0;
}

static int take(void *context, uint64_t id)
{
	struct fixture *fixture = context;

	assert_true(fixture->nr_ids < MAX_IDS);
	fixture->ids[fixture->nr_ids++] = id;

	return 0;
}

static int find(struct fixture *fixture)
{
	int saved = dup(diag_fd());
	FILE *said = tmpfile();
	size_t size;
	int err;

	fixture->nr_ids = 0;
	dup2(fileno(said), diag_fd());
	err = wishes_find(fixture->wishes, take, fixture);
	dup2(saved, diag_fd());
	close(saved);
	rewind(said);
	size = fread(fixture->said, 1, sizeof(fixture->said) - 1, said);
	fixture->said[size] = '\0';
	fclose(said);

	return err;
}

static void wish(struct fixture *fixture, enum wish_kind kind, const char *word)
{
	assert_int_equal(wishes_add(fixture->wishes, kind, word), 0);
}

static bool has_found(const struct fixture *fixture, const char *path)
{
	uint64_t id;
	size_t i;

	assert_int_equal(hierarchy_id(fixture->hierarchy, path, &id), 0);
	for (i = 0; i < fixture->nr_ids; i++) {
		if (fixture->ids[i] == id)
			return true;
	}

	return false;
}

static void expect_found(struct fixture *fixture, const char *path)
{
	assert_int_equal(find(fixture), 0);
	assert_int_equal(fixture->nr_ids, 1);
	assert_true(has_found(fixture, path));
	assert_string_equal(fixture->said, "");
}

/* One line that has @word in it. */
static void expect_error(struct fixture *fixture, int err, const char *word)
{
	assert_int_equal(find(fixture), err);
	assert_int_equal(fixture->nr_ids, 0);
	assert_ptr_equal(strchr(fixture->said, '\n'),
			 fixture->said + strlen(fixture->said) - 1);
	if (!strstr(fixture->said, word))
		fail_msg("'%s' is not in: %s", word, fixture->said);
}

static bool covers(struct fixture *fixture, const char *path)
{
	const struct names names = { .cgroup = path };

	return wishes_cover(fixture->wishes, &names);
}

static void a_path_is_found(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/a.slice/b.service");
	wish(fixture, WISH_CGROUP, "a.slice/b.service/");
	expect_found(fixture, "/a.slice/b.service");
}

static void a_path_of_the_file_system_is_found(void **state)
{
	struct fixture *fixture = *state;
	char path[128];

	tree_group(&fixture->tree, "/a.slice");
	snprintf(path, sizeof(path), "%s/a.slice", fixture->tree.cgroup);
	wish(fixture, WISH_CGROUP, path);
	expect_found(fixture, "/a.slice");
}

static void the_root_is_a_path_too(void **state)
{
	wish(*state, WISH_CGROUP, "/");
	expect_found(*state, "/");
	assert_true(covers(*state, "/"));
	assert_true(covers(*state, "/any/where"));
}

static void a_path_that_is_not_there_is_told(void **state)
{
	wish(*state, WISH_CGROUP, "none/here");
	expect_error(*state, -ENOENT, "no control group 'none/here'; --wait");
}

static void a_path_elsewhere_is_told(void **state)
{
	wish(*state, WISH_CGROUP, "/tmp");
	expect_error(*state, -ENOENT, "'/tmp' is not in the cgroup v2");
}

static void a_file_is_told(void **state)
{
	struct fixture *fixture = *state;

	tree_file(&fixture->tree, "/cgroup/cgroup.procs", "1\n");
	wish(fixture, WISH_CGROUP, "cgroup.procs");
	expect_error(fixture, -ENOTDIR, "'cgroup.procs'");
}

static void a_unit_is_found_wherever_it_is(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/system.slice/foo.service/foo.service");
	tree_group(&fixture->tree, "/system.slice/foo.service2");
	tree_group(&fixture->tree, "/system.slice/a-foo.service");
	tree_group(&fixture->tree, "/user.slice/u/v/foo.service/sub");
	wish(fixture, WISH_UNIT, "foo");

	assert_int_equal(find(fixture), 0);
	assert_int_equal(fixture->nr_ids, 2);
	assert_true(has_found(fixture, "/system.slice/foo.service"));
	assert_true(has_found(fixture, "/user.slice/u/v/foo.service"));
}

static void a_unit_that_is_not_there_is_told(void **state)
{
	wish(*state, WISH_UNIT, "foo");
	expect_error(*state, -ENOENT,
		     "no control group of unit 'foo.service': is it running?");
}

static void a_container_is_found(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/machine.slice/libpod-" A ".scope/init");
	tree_group(&fixture->tree, "/machine.slice/libpod-conmon-" A ".scope");
	wish(fixture, WISH_CONTAINER, "01234567");
	expect_found(fixture, "/machine.slice/libpod-" A ".scope");
}

static void a_container_is_found_by_its_name(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A);
	tree_group(&fixture->tree, "/docker/" A2);
	tree_file(&fixture->tree,
		  "/var/lib/docker/containers/" A2 "/config.v2.json",
		  "{\"Name\": \"/web\"}");
	wish(fixture, WISH_CONTAINER, "web");
	expect_found(fixture, "/docker/" A2);
}

static void a_container_that_is_not_there_is_told(void **state)
{
	wish(*state, WISH_CONTAINER, "web");
	expect_error(*state, -ENOENT, "no control group of container 'web'");
}

static void a_container_may_have_several_control_groups(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A);
	tree_group(&fixture->tree, "/system.slice/docker-" A ".scope");
	wish(fixture, WISH_CONTAINER, "01234567");
	assert_int_equal(find(fixture), 0);
	assert_int_equal(fixture->nr_ids, 2);
}

static void an_ambiguous_id_is_refused(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A);
	tree_group(&fixture->tree, "/system.slice/docker-" A2 ".scope");
	wish(fixture, WISH_CONTAINER, "01234567");
	expect_error(fixture, -ENOTUNIQ, "/docker/" A);
	assert_non_null(
		strstr(fixture->said, "/system.slice/docker-" A2 ".scope"));
	assert_true(covers(fixture, "/docker/" A));
	assert_true(covers(fixture, "/system.slice/docker-" A2 ".scope"));
}

static void a_longer_id_is_not_ambiguous(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A);
	tree_group(&fixture->tree, "/docker/" A2);
	wish(fixture, WISH_CONTAINER, "01234567f");
	expect_found(fixture, "/docker/" A2);
}

static void a_name_that_begins_an_id_is_not_ambiguous(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A);
	tree_group(&fixture->tree, "/lxc.payload.01234567");
	tree_group(&fixture->tree, "/z/" A2);
	wish(fixture, WISH_CONTAINER, "01234567");
	expect_found(fixture, "/lxc.payload.01234567");
}

static void an_exact_match_below_a_weak_one_is_found(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A "/lxc.payload.01234567");
	wish(fixture, WISH_CONTAINER, "01234567");
	expect_found(fixture, "/docker/" A "/lxc.payload.01234567");
}

static void a_container_in_a_container_is_another(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A "/docker/" A2);
	wish(fixture, WISH_CONTAINER, "01234567");
	expect_error(fixture, -ENOTUNIQ, "/docker/" A "/docker/" A2);
}

static void what_is_below_a_container_is_not_found_again(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/docker/" A "/libpod-" A ".scope/" A);
	wish(fixture, WISH_CONTAINER, "01234567");
	expect_found(fixture, "/docker/" A);
}

static int make_below(int fd, const char *name)
{
	int made;

	assert_int_equal(mkdirat(fd, name, 0700), 0);
	made = openat(fd, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	close(fd);

	return made;
}

/* The last directory to which a path leads, all below is too deep. */
static int make_last(const struct fixture *fixture)
{
	int fd = open(fixture->tree.cgroup, O_PATH | O_DIRECTORY | O_CLOEXEC);
	size_t left = PATH_MAX - 8;
	char name[NAME_MAX + 1];
	size_t size;

	while (left) {
		size = left > NAME_MAX ? 200 : left - 1;
		memset(name, 'x', size);
		name[size] = '\0';
		fd = make_below(fd, name);
		left -= size + 1;
	}

	return fd;
}

static void a_path_that_is_too_long_does_not_stop_a_search(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/system.slice/foo.service");
	close(make_below(make_last(fixture), "foo.service"));
	wish(fixture, WISH_UNIT, "foo");
	expect_found(fixture, "/system.slice/foo.service");
}

static void names_of_others_cannot_speak_to_the_terminal(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/\x1b[2J\n/" A);
	tree_group(&fixture->tree, "/b/" A2);
	wish(fixture, WISH_CONTAINER, "01234567");
	expect_error(fixture, -ENOTUNIQ, "/\\x1b[2J\\n/" A);
}

static void all_wishes_are_found(void **state)
{
	struct fixture *fixture = *state;

	tree_group(&fixture->tree, "/a.slice/b.service");
	tree_group(&fixture->tree, "/lxc/web");
	tree_group(&fixture->tree, "/c");
	wish(fixture, WISH_CGROUP, "c");
	wish(fixture, WISH_UNIT, "b.service");
	wish(fixture, WISH_CONTAINER, "web");
	assert_int_equal(find(fixture), 0);
	assert_int_equal(fixture->nr_ids, 3);
}

static int stop(void *context, uint64_t id)
{
	(void)id;
	*(int *)context += 1;

	return -ENOSPC;
}

static void who_takes_them_may_stop(void **state)
{
	struct fixture *fixture = *state;
	int calls = 0;

	tree_group(&fixture->tree, "/a/x.service");
	tree_group(&fixture->tree, "/b/x.service");
	wish(fixture, WISH_UNIT, "x");
	assert_int_equal(wishes_find(fixture->wishes, stop, &calls), -ENOSPC);
	assert_int_equal(calls, 1);
}

static void words_that_are_none_are_refused(void **state)
{
	static const struct {
		enum wish_kind kind;
		const char *word;
	} wrong[] = {
		{ WISH_CGROUP, "" },	{ WISH_CGROUP, "a/../b" },
		{ WISH_UNIT, "" },	{ WISH_UNIT, "a/b.service" },
		{ WISH_CONTAINER, "" }, { WISH_CONTAINER, "../web" },
	};
	struct fixture *fixture = *state;
	int saved = dup(diag_fd());
	int ends[2];
	char said[256];
	ssize_t size;
	size_t i;

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], diag_fd());
	for (i = 0; i < ARRAY_SIZE(wrong); i++) {
		assert_int_equal(wishes_add(fixture->wishes, wrong[i].kind,
					    wrong[i].word),
				 -EINVAL);
		size = read(ends[0], said, sizeof(said) - 1);
		assert_true(size > 0);
		said[size] = '\0';
		assert_non_null(strstr(said, wrong[i].word));
	}
	dup2(saved, diag_fd());
	close(saved);
	close(ends[0]);
	close(ends[1]);

	assert_int_equal(find(fixture), 0);
	assert_int_equal(fixture->nr_ids, 0);
}

static void without_a_hierarchy_there_are_no_wishes(void **state)
{
	int saved = dup(diag_fd());
	int nobody = open("/dev/null", O_WRONLY);
	struct wishes *wishes;
	int err;

	(void)state;
	dup2(nobody, diag_fd());
	err = wishes_open(&wishes, "/nowhere", "");
	dup2(saved, diag_fd());
	close(nobody);
	close(saved);
	assert_int_equal(err, -ENOENT);
	wishes_close(NULL);
}

static void a_part_of_the_hierarchy_cannot_be_waited_in(void **state)
{
	struct fixture *fixture = *state;

	said_begin();
	assert_int_equal(wishes_can_wait(fixture->wishes), -EXDEV);
	said_expect(said_end(), fixture->tree.cgroup);
}

static void a_path_covers_what_is_below(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_CGROUP, "/a/b/");
	assert_true(covers(fixture, "/a/b"));
	assert_true(covers(fixture, "/a/b/c/d"));
	assert_false(covers(fixture, "/a/bc"));
	assert_false(covers(fixture, "/a"));
	assert_false(covers(fixture, "/x/a/b"));
	assert_false(covers(fixture, "/"));
}

static void a_unit_covers_what_is_below(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_UNIT, "foo");
	assert_true(covers(fixture, "/system.slice/foo.service"));
	assert_true(covers(fixture, "/system.slice/foo.service/sub/dir"));
	assert_false(covers(fixture, "/system.slice/foo.service2"));
	assert_false(covers(fixture, "/system.slice/foo.service2/sub"));
	assert_false(covers(fixture, "/system.slice"));
	assert_false(covers(fixture, "/"));
}

static void a_container_covers_what_is_below(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_CONTAINER, "0123456789ab");
	assert_true(covers(fixture, "/m/libpod-" A ".scope/container/sub"));
	assert_false(covers(fixture, "/m/libpod-conmon-" A ".scope/sub"));
	assert_false(covers(fixture, "/docker/" A2));
}

static void a_container_made_later_is_covered(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_CONTAINER, "web");
	assert_false(covers(fixture, "/docker/" A));
	tree_file(&fixture->tree,
		  "/var/lib/containers/storage/overlay-containers/"
		  "containers.json",
		  "[{\"id\": \"" A2 "\", \"names\": [\"web\"]}]");
	assert_true(covers(fixture, "/m/libpod-" A2 ".scope/container"));
	assert_false(covers(fixture, "/docker/" A));
}

static void one_wish_is_enough(void **state)
{
	struct fixture *fixture = *state;

	wish(fixture, WISH_UNIT, "foo");
	wish(fixture, WISH_CGROUP, "/a");
	assert_true(covers(fixture, "/a/b"));
	assert_true(covers(fixture, "/c/foo.service"));
	assert_false(covers(fixture, "/c"));
}

static void no_wish_covers_nothing(void **state)
{
	assert_false(covers(*state, "/a"));
}

static void what_is_no_path_cannot_be_ruled_out(void **state)
{
	wish(*state, WISH_UNIT, "foo");
	assert_true(covers(*state, ""));
	assert_true(covers(*state, "a/b"));
	assert_false(covers(*state, "//"));
	assert_false(covers(*state, "/a//"));
}

/* Of a recording: @word for these names. */
static bool covers_recorded(enum wish_kind kind, const char *word,
			    const struct names *names)
{
	struct wishes *wishes;
	bool covers;

	assert_int_equal(wishes_open_recorded(&wishes), 0);
	assert_int_equal(wishes_add(wishes, kind, word), 0);
	covers = wishes_cover(wishes, names);
	wishes_close(wishes);

	return covers;
}

static void a_recorded_container_is_known_by_name_and_id(void **state)
{
	static const struct names names = {
		.cgroup = "/mine/own",
		.container_id = A,
		.container = "web",
	};

	(void)state;
	assert_true(covers_recorded(WISH_CONTAINER, "web", &names));
	assert_true(covers_recorded(WISH_CONTAINER, A, &names));
	assert_true(covers_recorded(WISH_CONTAINER, "01234567", &names));
	assert_false(covers_recorded(WISH_CONTAINER, "0123456", &names));
	assert_false(covers_recorded(WISH_CONTAINER, "01234568", &names));
	assert_false(covers_recorded(WISH_CONTAINER, "we", &names));
	assert_false(covers_recorded(WISH_UNIT, "web", &names));
}

static void a_recorded_id_need_not_be_a_number(void **state)
{
	static const struct names names = {
		.cgroup = "/mine/own",
		.container_id = "box-1",
		.container = "web",
	};

	(void)state;
	assert_true(covers_recorded(WISH_CONTAINER, "box-1", &names));
	assert_false(covers_recorded(WISH_CONTAINER, "box", &names));
}

static void a_recorded_path_is_enough(void **state)
{
	static const struct names names = {
		.cgroup = "/a.slice/b.service/docker-" A ".scope/lxc.payload.c",
	};

	(void)state;
	assert_true(covers_recorded(WISH_UNIT, "b", &names));
	assert_true(covers_recorded(WISH_UNIT, "a.slice", &names));
	assert_false(covers_recorded(WISH_UNIT, "c", &names));
	assert_true(covers_recorded(WISH_CONTAINER, "01234567", &names));
	assert_true(covers_recorded(WISH_CONTAINER, "c", &names));
	assert_true(covers_recorded(WISH_CGROUP, "/a.slice/b.service", &names));
	assert_true(covers_recorded(WISH_CGROUP, "a.slice", &names));
	assert_true(covers_recorded(
		WISH_CGROUP, "/sys/fs/cgroup/a.slice/b.service/", &names));
	assert_false(covers_recorded(WISH_CGROUP, "/sys/fs/cgroup/b", &names));
}

static void what_is_not_recorded_is_not_ruled_out(void **state)
{
	static const struct names nothing;

	(void)state;
	assert_true(covers_recorded(WISH_UNIT, "a", &nothing));
}

static void recorded_words_are_checked_too(void **state)
{
	struct wishes *wishes;

	(void)state;
	assert_int_equal(wishes_open_recorded(&wishes), 0);
	said_begin();
	assert_int_equal(wishes_add(wishes, WISH_CGROUP, "a/../b"), -EINVAL);
	said_expect(said_end(), "'a/../b' is not a path");
	wishes_close(wishes);
}

#define wishes_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		wishes_test(a_path_is_found),
		wishes_test(a_path_of_the_file_system_is_found),
		wishes_test(the_root_is_a_path_too),
		wishes_test(a_path_that_is_not_there_is_told),
		wishes_test(a_path_elsewhere_is_told),
		wishes_test(a_file_is_told),
		wishes_test(a_unit_is_found_wherever_it_is),
		wishes_test(a_unit_that_is_not_there_is_told),
		wishes_test(a_container_is_found),
		wishes_test(a_container_is_found_by_its_name),
		wishes_test(a_container_that_is_not_there_is_told),
		wishes_test(a_container_may_have_several_control_groups),
		wishes_test(an_ambiguous_id_is_refused),
		wishes_test(a_longer_id_is_not_ambiguous),
		wishes_test(a_name_that_begins_an_id_is_not_ambiguous),
		wishes_test(an_exact_match_below_a_weak_one_is_found),
		wishes_test(a_container_in_a_container_is_another),
		wishes_test(what_is_below_a_container_is_not_found_again),
		wishes_test(a_path_that_is_too_long_does_not_stop_a_search),
		wishes_test(names_of_others_cannot_speak_to_the_terminal),
		wishes_test(all_wishes_are_found),
		wishes_test(who_takes_them_may_stop),
		wishes_test(words_that_are_none_are_refused),
		cmocka_unit_test(without_a_hierarchy_there_are_no_wishes),
		wishes_test(a_part_of_the_hierarchy_cannot_be_waited_in),
		wishes_test(a_path_covers_what_is_below),
		wishes_test(a_unit_covers_what_is_below),
		wishes_test(a_container_covers_what_is_below),
		wishes_test(a_container_made_later_is_covered),
		wishes_test(one_wish_is_enough),
		wishes_test(no_wish_covers_nothing),
		wishes_test(what_is_no_path_cannot_be_ruled_out),
		cmocka_unit_test(a_recorded_container_is_known_by_name_and_id),
		cmocka_unit_test(a_recorded_id_need_not_be_a_number),
		cmocka_unit_test(a_recorded_path_is_enough),
		cmocka_unit_test(what_is_not_recorded_is_not_ruled_out),
		cmocka_unit_test(recorded_words_are_checked_too),
	};

	return cmocka_run_group_tests_name("wishes", tests, NULL, NULL);
}
