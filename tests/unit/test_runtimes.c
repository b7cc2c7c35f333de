// SPDX-License-Identifier: GPL-2.0-only
#include <time.h>

#include "identity.h"
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

#define BUNDLE	    "/run/containerd/io.containerd.runtime.v2.task/"
#define BUNDLE_FILE "/config.json"

/* As cgroups.c does when it learns a path. */
static bool tells(struct fixture *fixture, const char *path,
		  struct names *names)
{
	static struct identity identity;
	bool told;

	identity_clear(&identity);
	identity_read(&identity, path);
	told = runtimes_tell(fixture->runtimes, path, &identity);
	identity_names(&identity, names);

	return told;
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

static void expect(struct fixture *fixture, const char *path,
		   const char *runtime, const char *container,
		   const char *image)
{
	struct names names;

	if (!tells(fixture, path, &names))
		fail_msg("nothing is told of %s", path);
	is(names.runtime, runtime);
	is(names.container, container);
	is(names.image, image);
}

static void expect_nothing(struct fixture *fixture, const char *path)
{
	struct names names;

	if (tells(fixture, path, &names))
		fail_msg("%s is %s", path, names.container);
	assert_null(names.image);
}

static void docker_tells_name_and_image(void **state)
{
	writes(*state, DOCKER A DOCKER_FILE,
	       "{\"Name\": \"/web\", \"Config\": {\"Image\": \"nginx:1\"}}");
	expect(*state, "/docker/" A "/x", "docker", "web", "nginx:1");
	expect(*state, "/system.slice/docker-" A ".scope", "docker", "web",
	       "nginx:1");
	expect(*state, "/mine/" A, "docker", "web", "nginx:1");
	expect_nothing(*state, "/docker/" B);
}

static void kubernetes_names_count_more_than_dockers(void **state)
{
	writes(*state, DOCKER A DOCKER_FILE,
	       "{\"Name\": \"/k8s_web_x_0\", \"Config\": {\"Labels\": "
	       "{\"io.kubernetes.container.name\": \"web\"}}}");
	expect(*state, "/kubepods/x/" A, "docker", "web", NULL);
}

static void podman_tells_name_and_image(void **state)
{
	writes(*state, PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\", \"www\"], "
	       "\"metadata\": \"{\\\"image-name\\\": \\\"a/b:1\\\"}\"}]");
	expect(*state, "/machine.slice/libpod-" A ".scope/container", "podman",
	       "web", "a/b:1");
	expect(*state, "/mine/" A, "podman", "web", "a/b:1");
	expect_nothing(*state, "/libpod_parent/libpod-" B);
}

static void cri_o_tells_name_and_image(void **state)
{
	writes(*state,
	       "/run/containers/storage/overlay-containers/containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"k8s_web_x_0\"], "
	       "\"metadata\": \"{\\\"pod-name\\\": \\\"p\\\", "
	       "\\\"metadata-name\\\": \\\"web\\\", "
	       "\\\"image-name\\\": \\\"a/b:1\\\"}\"}]");
	expect(*state, "/kubepods.slice/crio-" A ".scope/container", "cri-o",
	       "web", "a/b:1");
	expect(*state, "/mine/" A, "cri-o", "web", "a/b:1");
	assert_true(calls(*state, A, "web"));
	assert_true(calls(*state, A, "k8s_web_x_0"));
}

static void containerd_tells_what_kubernetes_has_said(void **state)
{
	struct names names;

	writes(*state, BUNDLE "k8s.io/" A BUNDLE_FILE,
	       "{\"annotations\": {"
	       "\"io.kubernetes.cri.container-name\": \"web\", "
	       "\"io.kubernetes.cri.image-name\": \"a/b:1\", "
	       "\"io.kubernetes.cri.sandbox-uid\": \"1-2\"}}");
	expect(*state, "/kubepods/burstable/x/" A, "containerd", "web",
	       "a/b:1");
	assert_true(tells(*state, "/cri-containerd-" A ".scope", &names));
	assert_string_equal(names.pod, "1-2");
	assert_string_equal(names.container_id, A);
	assert_true(calls(*state, A, "web"));
	assert_false(calls(*state, A, "db"));
	assert_false(calls(*state, B, "web"));
}

static void containerd_tells_in_every_place(void **state)
{
	writes(*state, BUNDLE "default/" A BUNDLE_FILE,
	       "{\"annotations\": {\"nerdctl/name\": \"web\"}}");
	writes(*state, BUNDLE "moby/" B BUNDLE_FILE, "{}");
	expect(*state, "/default/" A, "containerd", "web", NULL);
	expect(*state, "/mine/" B, "docker", B, NULL);

	tree_remove(&((struct fixture *)*state)->tree, "/run/containerd");
	expect_nothing(*state, "/default/" A);
	writes(*state,
	       "/run/k3s/containerd/io.containerd.runtime.v2.task/k8s.io/" A
		       BUNDLE_FILE,
	       "{\"annotations\": 7}");
	expect(*state, "/mine/" A, "containerd", A, NULL);
}

static void crun_and_runc_tell_whose_a_path_is(void **state)
{
	struct fixture *fixture = *state;
	char text[256];

	snprintf(text, sizeof(text), "{\"cgroup_paths\": {\"\": \"%s/c/d\"}}",
		 fixture->tree.cgroup);
	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"/a/b\"}");
	writes(*state, "/run/crun/in/status", "{\"cgroup-path\": \"a/b/c\"}");
	writes(*state, "/run/runc/db/state.json", text);
	expect(fixture, "/a/b", "crun", "web", NULL);
	expect(fixture, "/a/b/x/y", "crun", "web", NULL);
	expect(fixture, "/a/b/c/x", "crun", "in", NULL);
	expect(fixture, "/c/d", "runc", "db", NULL);
	expect_nothing(fixture, "/a/bc");
	expect_nothing(fixture, "/a");
	expect_nothing(fixture, "/c/d2");
	expect_nothing(fixture, "/");
}

static void the_nearest_state_counts(void **state)
{
	char path[64] = "";
	char text[128];
	char name[32];
	size_t i;

	for (i = 0; i < 8; i++) {
		snprintf(path + strlen(path), 8, "/%zu", i);
		snprintf(name, sizeof(name), "/run/crun/c%zu/status", i);
		snprintf(text, sizeof(text), "{\"cgroup-path\": \"%s\"}", path);
		writes(*state, name, text);
	}
	for (; i > 0; i--) {
		snprintf(name, sizeof(name), "c%zu", i - 1);
		expect(*state, path, "crun", name, NULL);
		*strrchr(path, '/') = '\0';
	}
}

static void a_state_is_seen_when_it_comes_and_goes(void **state)
{
	struct fixture *fixture = *state;

	expect_nothing(fixture, "/a");
	tree_directory(&fixture->tree, "/run/crun/web");
	expect_nothing(fixture, "/a");
	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"/a\"}");
	expect(fixture, "/a", "crun", "web", NULL);
	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"/b\"}");
	expect_nothing(fixture, "/a");
	expect(fixture, "/b", "crun", "web", NULL);
	tree_remove(&fixture->tree, "/run/crun/web");
	expect_nothing(fixture, "/b");
}

/* As if nothing had happened in it for years. */
static void settles(struct fixture *fixture, const char *directory,
		    time_t since)
{
	const struct timespec times[2] = { { since, 0 }, { since, 0 } };
	char path[256];

	snprintf(path, sizeof(path), "%s%s", fixture->tree.top, directory);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void a_state_is_seen_in_a_directory_that_was_old(void **state)
{
	struct fixture *fixture = *state;

	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"/a\"}");
	settles(fixture, "/run/crun", 1000);
	expect(fixture, "/a", "crun", "web", NULL);
	tree_directory(&fixture->tree, "/run/crun/db");
	settles(fixture, "/run/crun", 2000);
	expect_nothing(fixture, "/b");
	writes(*state, "/run/crun/db/status", "{\"cgroup-path\": \"/b\"}");
	expect(fixture, "/b", "crun", "db", NULL);
	tree_remove(&fixture->tree, "/run/crun/web");
	expect_nothing(fixture, "/a");
	tree_remove(&fixture->tree, "/run/crun");
	expect_nothing(fixture, "/b");
}

static void an_old_directory_is_not_read_again(void **state)
{
	struct fixture *fixture = *state;

	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"/a\"}");
	settles(fixture, "/run/crun", 1000);
	expect(fixture, "/a", "crun", "web", NULL);
	writes(*state, "/run/crun/web/status", "{\"cgroup-path\": \"/b\"}");
	expect_nothing(fixture, "/b");
	settles(fixture, "/run/crun", 2000);
	expect(fixture, "/b", "crun", "web", NULL);
}

static void states_of_no_use_say_nothing(void **state)
{
	static const char *const texts[] = {
		"",
		"{",
		"[]",
		"7",
		"{\"cgroup-path\": 7}",
		"{\"cgroup-path\": \"\"}",
		"{\"cgroup-path\": \"/\"}",
		"{\"cgroup-path\": \"//\"}",
		"{\"cgroup_paths\": {\"\": \"/elsewhere/a\"}}",
		"{\"cgroup_paths\": [\"/a\"]}",
		"{\"cgroup-path\": \"/../a\"}",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		writes(*state, "/run/crun/web/status", texts[i]);
		writes(*state, "/run/runc/web/state.json", texts[i]);
		expect_nothing(*state, "/a");
		expect_nothing(*state, "/a/b");
	}
}

static void broken_files_tell_nothing(void **state)
{
	static const char *const texts[] = {
		"",
		"{",
		"null",
		"7",
		"[null, 7, [], {\"id\": 7}]",
		"[{\"id\": \"" A "\", \"names\": [\"web\"], \"metadata\": \"",
		"\xff\xfe",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		writes(*state, DOCKER A DOCKER_FILE, texts[i]);
		writes(*state, PODMAN "containers.json", texts[i]);
		writes(*state, BUNDLE "k8s.io/" A BUNDLE_FILE, texts[i]);
		expect_nothing(*state, "/mine/" A);
	}
}

static void half_of_a_file_is_half_of_an_answer(void **state)
{
	static const char *const texts[] = {
		"{\"Name\": 7, \"Config\": {\"Image\": []}}",
		"{\"Name\": \"/\", \"Config\": 7}",
		"{\"Name\": null, \"Config\": {\"Labels\": []}}",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		writes(*state, DOCKER A DOCKER_FILE, texts[i]);
		expect(*state, "/mine/" A, "docker", A, NULL);
	}
	tree_remove(&((struct fixture *)*state)->tree, "/var");
	writes(*state, PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [7], \"metadata\": \"{\"}]");
	expect(*state, "/mine/" A, "podman", A, NULL);
}

static void users_tell_of_their_own_slice_only(void **state)
{
	static const char mine[] = "/user.slice/user-1000.slice/user@1000."
				   "service/libpod-" A;

	writes(*state, USERS_PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\"]}]");
	writes(*state, "/run/user/1000/crun/job/status",
	       "{\"cgroup-path\": \"/system.slice/a.service\"}");
	expect(*state, mine, "podman", "web", NULL);
	expect_nothing(*state, "/user.slice/user-10000.slice/libpod-" A);
	expect_nothing(*state, "/machine.slice/libpod-" A ".scope");
	expect_nothing(*state, "/system.slice/a.service");

	writes(*state, "/run/user/1000/crun/job/status",
	       "{\"cgroup-path\": \"/user.slice/user-1000.slice/x\"}");
	expect(*state, "/user.slice/user-1000.slice/x", "crun", "job", NULL);
}

static void the_system_counts_more_than_users(void **state)
{
	writes(*state, USERS_PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"mine\"]}]");
	writes(*state, PODMAN "containers.json",
	       "[{\"id\": \"" A "\", \"names\": [\"web\"]}]");
	expect(*state, "/user.slice/user-1000.slice/libpod-" A, "podman", "web",
	       NULL);
}

static void without_a_hierarchy_runc_says_nothing(void **state)
{
	struct fixture *fixture = *state;

	writes(*state, "/run/runc/web/state.json",
	       "{\"cgroup_paths\": {\"\": \"/a\"}}");
	writes(*state, "/run/crun/db/status", "{\"cgroup-path\": \"/b\"}");
	runtimes_destroy(fixture->runtimes);
	fixture->runtimes = runtimes_create(fixture->tree.top, NULL);
	expect_nothing(fixture, "/a");
	expect(fixture, "/b", "crun", "db", NULL);
	assert_false(places(fixture, "web", "/a"));
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
		runtimes_test(docker_tells_name_and_image),
		runtimes_test(kubernetes_names_count_more_than_dockers),
		runtimes_test(podman_tells_name_and_image),
		runtimes_test(cri_o_tells_name_and_image),
		runtimes_test(containerd_tells_what_kubernetes_has_said),
		runtimes_test(containerd_tells_in_every_place),
		runtimes_test(crun_and_runc_tell_whose_a_path_is),
		runtimes_test(the_nearest_state_counts),
		runtimes_test(a_state_is_seen_when_it_comes_and_goes),
		runtimes_test(a_state_is_seen_in_a_directory_that_was_old),
		runtimes_test(an_old_directory_is_not_read_again),
		runtimes_test(states_of_no_use_say_nothing),
		runtimes_test(broken_files_tell_nothing),
		runtimes_test(half_of_a_file_is_half_of_an_answer),
		runtimes_test(users_tell_of_their_own_slice_only),
		runtimes_test(the_system_counts_more_than_users),
		runtimes_test(without_a_hierarchy_runc_says_nothing),
	};

	return cmocka_run_group_tests_name("runtimes", tests, NULL, NULL);
}
