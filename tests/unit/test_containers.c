// SPDX-License-Identifier: GPL-2.0-only
#include "containers.h"
#include "machine.h"

#define A "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void expect(struct fixture *fixture, const char *path, const char *word,
		   enum containers_match match)
{
	enum containers_match got =
		containers_match(fixture->runtimes, path, word);

	if (got != match)
		fail_msg("%s for %s: %d", word, path, got);
}

static void expect_name(const char *path, const char *expected)
{
	size_t size;
	const char *name = containers_name(path, &size);

	assert_int_equal(size, strlen(expected));
	assert_memory_equal(name, expected, size);
}

static void an_id_is_found_in_every_form(void **state)
{
	static const char *const paths[] = {
		"/docker/" A,
		"/system.slice/docker-" A ".scope",
		"/machine.slice/libpod-" A ".scope",
		"/libpod_parent/libpod-" A,
		"/kubepods.slice/kubepods-besteffort.slice/crio-" A ".scope",
		"/kubepods/pod1/crio-" A,
		"/kubepods.slice/kubepods-pod1.slice/cri-containerd-" A
		".scope",
		"/kubepods/besteffort/pod1/" A,
		"/system.slice/nerdctl-" A ".scope",
		"/default/" A,
		"/system.slice/runc-" A ".scope",
		"/runc/" A,
		"/" A,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		expect(*state, paths[i], A, CONTAINERS_IS);
		expect(*state, paths[i], "01234567", CONTAINERS_BEGINS);
		expect(*state, paths[i], "0123456789ab", CONTAINERS_BEGINS);
		expect(*state, paths[i], "0123456", CONTAINERS_NO);
		expect(*state, paths[i], "0123456789ac", CONTAINERS_NO);
		expect(*state, paths[i], "123456789abc", CONTAINERS_NO);
		expect(*state, paths[i], A "0", CONTAINERS_NO);
		expect_name(paths[i], A);
	}
}

static void a_name_is_found_in_every_form(void **state)
{
	static const char *const paths[] = {
		"/user.slice/crun-web.scope",
		"/system.slice/runc-web.scope",
		"/system.slice/youki-web.scope",
		"/machine.slice/machine-web.scope",
		"/machine.slice/systemd-nspawn@web.service",
		"/lxc.payload.web",
		"/lxc.payload/web",
		"/lxc/web",
		"/runc/web",
		"/web",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		expect(*state, paths[i], "web", CONTAINERS_IS);
		expect(*state, paths[i], "we", CONTAINERS_NO);
		expect(*state, paths[i], "web2", CONTAINERS_NO);
		expect(*state, paths[i], "eb", CONTAINERS_NO);
		expect_name(paths[i], "web");
	}
}

static void a_name_does_not_begin_another(void **state)
{
	expect(*state, "/lxc/webserver-1", "webserver", CONTAINERS_NO);
	expect(*state, "/lxc/deadbeef1", "deadbeef", CONTAINERS_NO);
	expect(*state, "/crun-deadbeef1.scope", "deadbeef", CONTAINERS_NO);
}

static void a_name_may_look_like_a_form(void **state)
{
	expect(*state, "/docker-web", "docker-web", CONTAINERS_IS);
	expect(*state, "/crio-web", "crio-web", CONTAINERS_IS);
	expect(*state, "/docker-.scope", "", CONTAINERS_NO);
	expect(*state, "/lxc.payload.", "", CONTAINERS_NO);
}

static void systemd_escapes_names(void **state)
{
	expect(*state, "/machine.slice/machine-my\\x2dweb.scope", "my-web",
	       CONTAINERS_IS);
	expect(*state, "/machine.slice/machine-my\\x2dweb.scope", "my\\x2dweb",
	       CONTAINERS_IS);
	expect(*state, "/machine.slice/systemd-nspawn@a\\x2Db\\x20c.service",
	       "a-b c", CONTAINERS_IS);
	expect(*state, "/machine-a\\x2.scope", "a\\x2", CONTAINERS_IS);
	expect(*state, "/machine-a\\x2.scope", "a\x02", CONTAINERS_NO);
	expect(*state, "/machine-a\\x00b.scope", "a", CONTAINERS_NO);
	expect(*state, "/machine-\\x2d.scope", "-", CONTAINERS_IS);
}

static void who_watches_a_container_is_not_in_it(void **state)
{
	static const char *const paths[] = {
		"/machine.slice/libpod-conmon-" A ".scope",
		"/libpod_parent/libpod-conmon-" A,
		"/system.slice/crio-conmon-" A ".scope",
		"/kubepods/pod1/crio-conmon-" A,
		"/lxc.monitor.web",
	};
	static const char *const words[] = {
		A, "01234567", "web", "conmon-" A, "lxc.monitor.web",
	};
	size_t i, j;

	for (i = 0; i < ARRAY_SIZE(paths); i++) {
		for (j = 0; j < ARRAY_SIZE(words); j++)
			expect(*state, paths[i], words[j], CONTAINERS_NO);
	}
}

static void units_are_no_containers(void **state)
{
	expect(*state, "/system.slice", "system.slice", CONTAINERS_NO);
	expect(*state, "/web.service", "web.service", CONTAINERS_NO);
	expect(*state, "/session-1.scope", "session-1.scope", CONTAINERS_NO);
}

static void what_is_below_or_above_is_another(void **state)
{
	expect(*state, "/lxc.payload.web/init.scope", "web", CONTAINERS_NO);
	expect(*state, "/lxc/web/sub", "web", CONTAINERS_NO);
	expect(*state, "/lxc", "web", CONTAINERS_NO);
	expect(*state, "/", "web", CONTAINERS_NO);
}

static void a_name_that_a_runtime_gave_is_found_by_id(void **state)
{
	struct fixture *fixture = *state;

	tree_file(&fixture->tree,
		  "/var/lib/docker/containers/" A "/config.v2.json",
		  "{\"Name\": \"/web\"}");
	expect(fixture, "/docker/" A, "web", CONTAINERS_IS);
	expect(fixture, "/system.slice/docker-" A ".scope", "web",
	       CONTAINERS_IS);
	expect(fixture, "/docker/" A, "db", CONTAINERS_NO);
	expect(fixture, "/docker/" A "/init", "web", CONTAINERS_NO);
	expect(fixture, "/machine.slice/libpod-conmon-" A ".scope", "web",
	       CONTAINERS_NO);
}

static void a_name_counts_more_than_the_beginning_of_an_id(void **state)
{
	struct fixture *fixture = *state;

	tree_file(&fixture->tree,
		  "/var/lib/docker/containers/" A "/config.v2.json",
		  "{\"Name\": \"/01234567\"}");
	expect(fixture, "/docker/" A, "01234567", CONTAINERS_IS);
}

static void a_place_that_a_runtime_tells_of_is_found(void **state)
{
	struct fixture *fixture = *state;

	tree_file(&fixture->tree, "/run/crun/web/status",
		  "{\"cgroup-path\": \"/any/where\"}");
	expect(fixture, "/any/where", "web", CONTAINERS_IS);
	expect(fixture, "/any", "web", CONTAINERS_NO);
}

#define containers_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		containers_test(an_id_is_found_in_every_form),
		containers_test(a_name_is_found_in_every_form),
		containers_test(a_name_does_not_begin_another),
		containers_test(a_name_may_look_like_a_form),
		containers_test(systemd_escapes_names),
		containers_test(who_watches_a_container_is_not_in_it),
		containers_test(units_are_no_containers),
		containers_test(what_is_below_or_above_is_another),
		containers_test(a_name_that_a_runtime_gave_is_found_by_id),
		containers_test(a_name_counts_more_than_the_beginning_of_an_id),
		containers_test(a_place_that_a_runtime_tells_of_is_found),
	};

	return cmocka_run_group_tests_name("containers", tests, NULL, NULL);
}
