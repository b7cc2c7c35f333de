// SPDX-License-Identifier: GPL-2.0-only
#include "machine.h"

#define A "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define B "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"

#define DOCKER	     "/var/lib/docker/containers/"
#define DOCKER_FILE  "/config.v2.json"
#define PODMAN	     "/var/lib/containers/storage/overlay-containers/"
#define USERS_DOCKER "/home/u/.local/share/docker/containers/"
#define USERS_PODMAN                               \
	"/home/u/.local/share/containers/storage/" \
	"overlay-containers/"

static void writes(struct fixture *fixture, const char *path, const char *text)
{
	tree_file(&fixture->tree, path, text);
}

static bool calls(struct fixture *fixture, const char *id, const char *name)
{
	return runtimes_call(fixture->runtimes, id, name);
}

static bool places(struct fixture *fixture, const char *name, const char *path)
{
	return runtimes_place(fixture->runtimes, name, path);
}

static void without_files_nothing_has_a_name(void **state)
{
	assert_false(calls(*state, A, "web"));
	assert_false(places(*state, "web", "/web"));
}

static void docker_names_its_containers(void **state)
{
	writes(*state, DOCKER A DOCKER_FILE,
	       "{\"ID\": \"" A "\", \"Name\": \"/web\"}");
	writes(*state, DOCKER B DOCKER_FILE,
	       "{\"ID\": \"" B "\", \"Name\": \"/db\"}");
	assert_true(calls(*state, A, "web"));
	assert_true(calls(*state, B, "db"));
	assert_false(calls(*state, A, "db"));
	assert_false(calls(*state, A, "we"));
	assert_false(calls(*state, A, "web2"));
	assert_false(calls(*state, A, ""));
}

static void podman_names_its_containers(void **state)
{
	writes(*state, PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\", \"www\"]},"
	       " {\"id\": \"" B "\"}]");
	assert_true(calls(*state, A, "web"));
	assert_true(calls(*state, A, "www"));
	assert_false(calls(*state, A, "db"));
	assert_false(calls(*state, B, "web"));
}

static void passing_containers_are_podmans_too(void **state)
{
	writes(*state, PODMAN "volatile-containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\"]}]");
	assert_true(calls(*state, A, "web"));
}

static void users_have_containers_too(void **state)
{
	writes(*state, USERS_PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\"]}]");
	writes(*state, USERS_DOCKER B DOCKER_FILE, "{\"Name\": \"/db\"}");
	writes(*state, "/run/user/1000/crun/job/status",
	       "{\"cgroup-path\": \"/user.slice/job\"}");
	assert_true(calls(*state, A, "web"));
	assert_true(calls(*state, B, "db"));
	assert_true(places(*state, "job", "/user.slice/job"));
}

static void a_new_name_is_seen(void **state)
{
	writes(*state, PODMAN "containers.json", "[]");
	assert_false(calls(*state, A, "web"));
	writes(*state, PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\"]}]");
	assert_true(calls(*state, A, "web"));
	writes(*state, PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"old\"]}]");
	assert_false(calls(*state, A, "web"));
	tree_remove(&((struct fixture *)*state)->tree, "/var");
	assert_false(calls(*state, A, "old"));
}

static void broken_files_say_nothing(void **state)
{
	static const char *const texts[] = {
		"",
		"{",
		"[",
		"null",
		"[null]",
		"7",
		"\"web\"",
		"{\"Name\": 7}",
		"{\"Name\": \"\"}",
		"{\"Name\": \"/web\"",
		"[{\"id\": 7, \"names\": [\"web\"]}]",
		"[{\"id\": \"" A "\", \"names\": \"web\"}]",
		"[{\"id\": \"" A "\", \"names\": [7, null, {}]}]",
		"[{\"id\": \"" A "\", \"names\": {\"web\": 1}}]",
		"[{\"id\": \"" A "\", \"names\": [\"web\"]}",
		"{\"cgroup-path\": 7}",
		"{\"cgroup-path\": \"\"}",
		"{\"cgroup_paths\": \"/web\"}",
		"{\"cgroup_paths\": {\"\": 7}}",
		"\xff\xfe",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		writes(*state, DOCKER A DOCKER_FILE, texts[i]);
		writes(*state, PODMAN "containers.json", texts[i]);
		writes(*state, "/run/crun/web/status", texts[i]);
		writes(*state, "/run/runc/web/state.json", texts[i]);
		assert_false(calls(*state, A, "web"));
		assert_false(places(*state, "web", "/web"));
		assert_false(places(*state, "web", "/"));
	}
}

static void a_broken_file_does_not_hide_others(void **state)
{
	writes(*state, DOCKER A DOCKER_FILE, "{");
	writes(*state, USERS_PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\"]}]");
	assert_true(calls(*state, A, "web"));
}

static void what_is_no_file_is_left_alone(void **state)
{
	struct fixture *fixture = *state;
	char path[256];

	tree_directory(&fixture->tree, PODMAN);
	snprintf(path, sizeof(path), "%s" PODMAN "containers.json",
		 fixture->tree.top);
	assert_int_equal(mkfifo(path, 0600), 0);
	tree_directory(&fixture->tree, DOCKER A DOCKER_FILE);
	assert_false(calls(*state, A, "web"));

	unlink(path);
	writes(*state, "/elsewhere",
	       "[{\"id\": \"" A "\", \"names\": [\"web\"]}]");
	assert_int_equal(symlink("../../../../../elsewhere", path), 0);
	assert_int_equal(access(path, F_OK), 0);
	assert_false(calls(*state, A, "web"));
}

static void nobody_fills_our_memory(void **state)
{
	static const char text[] = "{\"Name\": \"/web\"}";
	struct fixture *fixture = *state;
	char path[256];

	writes(*state, DOCKER A DOCKER_FILE, text);
	assert_true(calls(*state, A, "web"));
	snprintf(path, sizeof(path), "%s" DOCKER A DOCKER_FILE,
		 fixture->tree.top);
	assert_int_equal(truncate(path, 1ll << 40), 0);
	assert_false(calls(*state, A, "web"));
}

static void crun_tells_where_its_containers_are(void **state)
{
	writes(*state, "/run/crun/web/status",
	       "{\"cgroup-path\": \"/a/b\", \"systemd-cgroup\": true}");
	writes(*state, "/run/crun/bare/status", "{\"cgroup-path\": \"bare\"}");
	assert_true(places(*state, "web", "/a/b"));
	assert_false(places(*state, "web", "/a"));
	assert_false(places(*state, "web", "/a/b/c"));
	assert_false(places(*state, "db", "/a/b"));
	assert_true(places(*state, "bare", "/bare"));
}

static void runc_tells_where_its_containers_are(void **state)
{
	static const char *const forms[] = {
		"\"cgroup_paths\": {\"\"",
		"\"cgroup_paths\": {\"cpu\": \"/x\", \"unified\"",
		"\"cgroupPaths\": {\"\"",
		"\"cgroupPaths\": {\"unified\"",
	};
	struct fixture *fixture = *state;
	char text[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(forms); i++) {
		snprintf(text, sizeof(text), "{%s: \"%s/a/b\"}}", forms[i],
			 fixture->tree.cgroup);
		writes(*state, "/run/runc/web/state.json", text);
		assert_true(places(*state, "web", "/a/b"));
		assert_false(places(*state, "web", "/a"));
	}
}

static void a_path_of_another_hierarchy_is_none_of_this(void **state)
{
	writes(*state, "/run/runc/web/state.json",
	       "{\"cgroup_paths\": {\"\": \"/elsewhere/a\"}}");
	assert_false(places(*state, "web", "/a"));
	assert_false(places(*state, "web", "/elsewhere/a"));
}

static void a_container_without_a_control_group_is_nowhere(void **state)
{
	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"\"}");
	assert_false(places(*state, "web", "/"));
	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"/\"}");
	assert_false(places(*state, "web", "/"));
}

static void a_name_leads_nowhere_else(void **state)
{
	writes(*state, "/run/status", "{\"cgroup-path\": \"/a\"}");
	writes(*state, "/run/crun/status", "{\"cgroup-path\": \"/a\"}");
	assert_false(places(*state, "..", "/a"));
	assert_false(places(*state, ".", "/a"));
}

#define runtimes_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		runtimes_test(without_files_nothing_has_a_name),
		runtimes_test(docker_names_its_containers),
		runtimes_test(podman_names_its_containers),
		runtimes_test(passing_containers_are_podmans_too),
		runtimes_test(users_have_containers_too),
		runtimes_test(a_new_name_is_seen),
		runtimes_test(broken_files_say_nothing),
		runtimes_test(a_broken_file_does_not_hide_others),
		runtimes_test(what_is_no_file_is_left_alone),
		runtimes_test(nobody_fills_our_memory),
		runtimes_test(crun_tells_where_its_containers_are),
		runtimes_test(runc_tells_where_its_containers_are),
		runtimes_test(a_path_of_another_hierarchy_is_none_of_this),
		runtimes_test(a_container_without_a_control_group_is_nowhere),
		runtimes_test(a_name_leads_nowhere_else),
	};

	return cmocka_run_group_tests_name("runtimes", tests, NULL, NULL);
}
