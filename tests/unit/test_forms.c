// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "forms.h"
#include "unit.h"

#define A "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define B "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"

#define POD "pod0a1b2c3d-0000-1111-2222-333344445555"

static void expect(const char *path, const char *runtime, const char *name)
{
	struct form_match match;

	if (!forms_find(path, &match)) {
		if (name)
			fail_msg("%s: no container", path);
		return;
	}
	if (!name)
		fail_msg("%s: %.*s", path, (int)match.size, match.name);
	if (match.size != strlen(name) || memcmp(match.name, name, match.size))
		fail_msg("%s: %.*s", path, (int)match.size, match.name);
	if (!runtime != !match.runtime ||
	    (runtime && strcmp(match.runtime, runtime)))
		fail_msg("%s: %s", path, match.runtime);
}

static void engines_write_ids(void **state)
{
	(void)state;
	expect("/system.slice/docker-" A ".scope", "docker", A);
	expect("/docker/" A, "docker", A);
	expect("/machine.slice/libpod-" A ".scope", "podman", A);
	expect("/machine.slice/libpod-" A ".scope/container", "podman", A);
	expect("/user.slice/user-7.slice/user@7.service/user.slice/libpod-" A
	       ".scope/container",
	       "podman", A);
	expect("/libpod_parent/libpod-" A, "podman", A);
	expect("/system.slice/web.service/libpod-payload-" A, "podman", A);
	expect("/kubepods.slice/kubepods-besteffort.slice/crio-" A ".scope",
	       "cri-o", A);
	expect("/kubepods/burstable/" POD "/crio-" A, "cri-o", A);
	expect("/kubepods.slice/kubepods-pod1.slice/cri-containerd-" A ".scope",
	       "containerd", A);
	expect("/system.slice/nerdctl-" A ".scope", "containerd", A);
}

static void some_paths_do_not_tell_whose_an_id_is(void **state)
{
	(void)state;
	expect("/kubepods/" POD "/" A, NULL, A);
	expect("/kubepods/besteffort/" POD "/" A "/x", NULL, A);
	expect("/default/" A, NULL, A);
	expect("/mine/" A, NULL, A);
}

static void runtimes_write_names(void **state)
{
	(void)state;
	expect("/user.slice/crun-web.scope", "crun", "web");
	expect("/system.slice/runc-web.scope/x/y", "runc", "web");
	expect("/system.slice/youki-web.scope", "youki", "web");
	expect("/machine.slice/machine-web.scope", "nspawn", "web");
	expect("/machine.slice/systemd-nspawn@web.service/payload", "nspawn",
	       "web");
	expect("/machine.slice/machine-lxc\\x2d7\\x2dweb.scope", "libvirt",
	       "7\\x2dweb");
	expect("/lxc.payload.web", "lxc", "web");
	expect("/lxc.payload.web/system.slice/a.service", "lxc", "web");
	expect("/lxc.payload/web", "lxc", "web");
	expect("/lxc/100/ns/x", "lxc", "100");
}

static void who_watches_is_not_in_it(void **state)
{
	(void)state;
	expect("/machine.slice/libpod-conmon-" A ".scope", NULL, NULL);
	expect("/libpod_parent/libpod-conmon-" A, NULL, NULL);
	expect("/system.slice/crio-conmon-" A ".scope", NULL, NULL);
	expect("/lxc.monitor.web", NULL, NULL);
	expect("/lxc.monitor/web", NULL, NULL);
	expect("/machine.slice/machine-web.scope/supervisor", NULL, NULL);
	expect("/machine.slice/systemd-nspawn@web.service/supervisor", NULL,
	       NULL);
	expect("/docker/" A "/libpod-conmon-" B ".scope", "docker", A);
	expect("/docker/" A "/machine-web.scope/supervisor", "docker", A);
	expect("/docker/" A "/supervisor", "docker", A);
	expect("/machine-web.scope/payload/supervisor", "nspawn", "web");
}

static void virtual_machines_are_no_containers(void **state)
{
	(void)state;
	expect("/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/emulator", NULL,
	       NULL);
	assert_true(forms_is_watcher("/machine-qemu\\x2d1\\x2dvm.scope"));
	assert_false(forms_is_watcher("/machine-qemu.scope"));
}

static void the_innermost_counts(void **state)
{
	(void)state;
	expect("/docker/" A "/docker/" B, "docker", B);
	expect("/lxc.payload.web/system.slice/docker-" A ".scope/x", "docker",
	       A);
	expect("/docker/" A "/lxc.payload.web", "lxc", "web");
	expect("/system.slice/docker-" A
	       ".scope/kubelet.slice/cri-containerd-" B ".scope",
	       "containerd", B);
}

static void what_is_nearly_an_id_is_none(void **state)
{
	static const char *const paths[] = {
		"/docker/web",
		"/docker/" A "0",
		"/docker/0123456789abcdef0123456789abcde",
		"/docker/0123456789abcdef0123456789abcdeg",
		"/system.slice/docker-web.scope",
		"/system.slice/docker-" A ".scop",
		"/system.slice/docker-" A ".scope2",
		"/system.slice/docker-.scope",
		"/system.slice/docker-" A "x.scope",
		"/system.slice/xdocker-" A ".scope",
		"/libpod-web",
		"/crio-web",
		"/crun-.scope",
		"/machine-.scope",
		"/lxc.payload.",
		"/lxc",
		"/lxc.payload",
		"/x/lxc.payloads/web",
		"/system.slice/foo.service",
		"/",
		"",
		"//",
		"/../..",
		"/\xff\xfe/\x1b[2J",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(paths); i++)
		expect(paths[i], NULL, NULL);
}

static void megabytes_are_read_once(void **state)
{
	size_t size = 8 << 20;
	char *path = malloc(size + 1);

	(void)state;
	memset(path, '/', size);
	path[size] = '\0';
	expect(path, NULL, NULL);
	memset(path, 'a', size);
	expect(path, NULL, NULL);
	for (size_t i = 0; i < size; i += 2)
		path[i] = '/';
	expect(path, NULL, NULL);
	memcpy(path, "/docker/" A "/", strlen("/docker/" A "/"));
	expect(path, "docker", A);
	free(path);
}

static void the_last_component_is_that_of_a_container(void **state)
{
	struct form_match match;

	(void)state;
	assert_true(forms_match("/lxc/web", &match));
	assert_false(forms_match("/lxc/web/x", &match));
	assert_false(forms_match("/lxc.monitor/web", &match));
	assert_true(forms_is_watcher("/lxc.monitor/web"));
	assert_false(forms_is_watcher("/lxc.monitor/web/x"));
	assert_false(forms_match("/", &match));
}

static void expect_unescaped(const char *name, const char *expected)
{
	char *text = forms_unescape(name, strlen(name));

	assert_string_equal(text, expected);
	free(text);
}

static void systemd_escapes_names(void **state)
{
	(void)state;
	expect_unescaped("web", "web");
	expect_unescaped("my\\x2dweb", "my-web");
	expect_unescaped("a\\x2Db\\x20c", "a-b c");
	expect_unescaped("a\\x2", "a\\x2");
	expect_unescaped("a\\x", "a\\x");
	expect_unescaped("a\\", "a\\");
	expect_unescaped("\\xzz", "\\xzz");
	expect_unescaped("a\\x00b", "a\\x00b");
	expect_unescaped("\\x5cx2d", "\\x2d");
	expect_unescaped("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(engines_write_ids),
		cmocka_unit_test(some_paths_do_not_tell_whose_an_id_is),
		cmocka_unit_test(runtimes_write_names),
		cmocka_unit_test(who_watches_is_not_in_it),
		cmocka_unit_test(virtual_machines_are_no_containers),
		cmocka_unit_test(the_innermost_counts),
		cmocka_unit_test(what_is_nearly_an_id_is_none),
		cmocka_unit_test(megabytes_are_read_once),
		cmocka_unit_test(the_last_component_is_that_of_a_container),
		cmocka_unit_test(systemd_escapes_names),
	};

	return cmocka_run_group_tests_name("forms", tests, NULL, NULL);
}
