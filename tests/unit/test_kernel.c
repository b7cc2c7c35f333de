// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "unit.h"

#define APPARMOR "/sys/kernel/security/apparmor/profiles"
#define SELINUX	 "/sys/fs/selinux/enforce"

/* A directory that looks like the root of a system. */
static char root[64];

static void put(const char *path, const char *text)
{
	char whole[128];
	char command[256];
	FILE *file;

	snprintf(whole, sizeof(whole), "%s%s", root, path);
	snprintf(command, sizeof(command), "mkdir -p $(dirname %s)", whole);
	assert_int_equal(system(command), 0);
	file = fopen(whole, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void expect_enforcer(const char *name)
{
	const char *enforcer = kernel_enforcer(root);

	if (name)
		assert_string_equal(enforcer ? enforcer : "nobody", name);
	else
		assert_null(enforcer);
}

static void nothing_enforces_where_there_is_nothing(void **state)
{
	(void)state;
	expect_enforcer(NULL);
}

static void apparmor_enforces_with_a_profile(void **state)
{
	(void)state;
	put(APPARMOR, "/usr/bin/man (complain)\nlsb_release (enforce)\n");
	expect_enforcer("AppArmor");
	put(APPARMOR, "lsb_release (kill)\n");
	expect_enforcer("AppArmor");
}

static void apparmor_that_only_complains_does_not(void **state)
{
	(void)state;
	put(APPARMOR, "");
	expect_enforcer(NULL);
	put(APPARMOR, "a (complain)\nb (enforce) (complain)\n(enforce)x "
		      "(unconfined)\n");
	expect_enforcer(NULL);
}

static void selinux_enforces_when_it_says_so(void **state)
{
	(void)state;
	put(SELINUX, "0");
	expect_enforcer(NULL);
	put(SELINUX, "1");
	expect_enforcer("SELinux");
}

static void the_lowest_address_is_read(void **state)
{
	(void)state;
	assert_int_equal(kernel_mmap_min_addr(root), 0);
	put("/proc/sys/vm/mmap_min_addr", "65536\n");
	assert_int_equal(kernel_mmap_min_addr(root), 65536);
	put("/proc/sys/vm/mmap_min_addr", "18446744073709551615\n");
	assert_int_equal(kernel_mmap_min_addr(root), UINT64_MAX);
	put("/proc/sys/vm/mmap_min_addr", "nonsense\n");
	assert_int_equal(kernel_mmap_min_addr(root), 0);
}

static int set_up(void **state)
{
	(void)state;
	strcpy(root, "/tmp/captrace-unit-XXXXXX");
	return !mkdtemp(root);
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", root);
	return system(command);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_enforces_where_there_is_nothing),
		TEST(apparmor_enforces_with_a_profile),
		TEST(apparmor_that_only_complains_does_not),
		TEST(selinux_enforces_when_it_says_so),
		TEST(the_lowest_address_is_read),
	};

	return cmocka_run_group_tests_name("kernel", tests, NULL, NULL);
}
