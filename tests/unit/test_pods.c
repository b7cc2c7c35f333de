// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "pods.h"
#include "unit.h"

#define DASHES	    "0a1b2c3d-0000-1111-2222-333344445555"
#define UNDERSCORES "0a1b2c3d_0000_1111_2222_333344445555"
#define PLAIN	    "0123456789abcdef0123456789abcdef"
#define ID	    "fedcba9876543210fedcba9876543210"

static void expect(const char *path, const char *uid)
{
	char *found = pods_find(path);

	if (!uid && found)
		fail_msg("%s: %s", path, found);
	if (uid && (!found || strcmp(found, uid)))
		fail_msg("%s: %s and not %s", path, found, uid);
	free(found);
}

static void kubelet_makes_directories(void **state)
{
	(void)state;
	expect("/kubepods/pod" DASHES "/" ID, DASHES);
	expect("/kubepods/burstable/pod" DASHES "/" ID "/x", DASHES);
	expect("/kubepods/besteffort/pod" PLAIN, PLAIN);
	expect("/kubelet/kubepods/pod" DASHES "/" ID, DASHES);
}

static void kubelet_makes_slices(void **state)
{
	(void)state;
	expect("/kubepods.slice/kubepods-burstable.slice/"
	       "kubepods-burstable-pod" UNDERSCORES ".slice/crio-" ID ".scope",
	       DASHES);
	expect("/kubepods.slice/kubepods-besteffort.slice/"
	       "kubepods-besteffort-pod" PLAIN ".slice",
	       PLAIN);
	expect("/kubepods.slice/kubepods-pod" UNDERSCORES ".slice/x", DASHES);
	expect("/kubelet.slice/kubelet-kubepods.slice/"
	       "kubelet-kubepods-pod" UNDERSCORES ".slice",
	       DASHES);
}

static void the_innermost_counts(void **state)
{
	(void)state;
	expect("/kubepods/pod" DASHES "/" ID "/kubepods/pod" PLAIN, PLAIN);
}

static void what_is_nearly_a_pod_is_none(void **state)
{
	static const char *const paths[] = {
		"",
		"/",
		"/pod" DASHES,
		"/kubepod/pod" DASHES,
		"/kubepods",
		"/kubepods/" DASHES,
		"/kubepods/pod",
		"/kubepods/pod" DASHES "0",
		"/kubepods/podcafe",
		"/kubepods/podx" DASHES,
		"/kubepods.slice/kubepods-pod" UNDERSCORES,
		"/kubepods.slice/kubepods-pod.slice",
		"/kubepods.slice/kubepods-.slice",
		"/kubepods.slice/kubepods-burstable.slice",
		"/kubepods.slice/kubepods-x-pod" UNDERSCORES ".slice",
		"/kubepods.slice/pod" UNDERSCORES ".slice",
		"/kubepods-.slice/x",
		"/kubepods-slice.slice",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(paths); i++)
		expect(paths[i], NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kubelet_makes_directories),
		cmocka_unit_test(kubelet_makes_slices),
		cmocka_unit_test(the_innermost_counts),
		cmocka_unit_test(what_is_nearly_a_pod_is_none),
	};

	return cmocka_run_group_tests_name("pods", tests, NULL, NULL);
}
