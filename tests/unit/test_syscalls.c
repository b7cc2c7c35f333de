// SPDX-License-Identifier: GPL-2.0-only
#include <linux/audit.h>
#include <stdio.h>

#include "syscalls.h"
#include "unit.h"

#define X32_BIT 0x40000000

/* Nobody has it; where answers are kept it meets AUDIT_ARCH_X86_64. */
#define NO_ARCH 0x8000003e

static void expect_name(uint32_t arch, int32_t number, const char *name)
{
	char buf[SYSCALLS_NUMBER_SIZE];

	assert_string_equal(syscalls_name(arch, number, buf), name);
}

static void a_number_means_what_its_architecture_says(void **state)
{
	(void)state;
	expect_name(AUDIT_ARCH_X86_64, 1, "write");
	expect_name(AUDIT_ARCH_I386, 1, "exit");
	expect_name(AUDIT_ARCH_AARCH64, 64, "write");
	expect_name(AUDIT_ARCH_X86_64, X32_BIT + 9, "mmap");
}

static void outside_of_any_call_there_is_a_dash(void **state)
{
	(void)state;
	expect_name(AUDIT_ARCH_X86_64, -1, "-");
	expect_name(0, -1, "-");
}

static void what_has_no_name_is_a_number(void **state)
{
	(void)state;
	expect_name(AUDIT_ARCH_X86_64, 100000, "100000");
	expect_name(AUDIT_ARCH_X86_64, -100, "-100");
	expect_name(AUDIT_ARCH_X86_64, -10030, "-10030");
	expect_name(0x12345678, 1, "1");
	expect_name(AUDIT_ARCH_X86_64, INT32_MIN, "-2147483648");
}

/* Far more questions than answers can be kept; the same few in between. */
static void kept_answers_are_never_mixed_up(void **state)
{
	char name[SYSCALLS_NUMBER_SIZE];
	int32_t number;

	(void)state;
	for (number = 10000; number < 15000; number++) {
		snprintf(name, sizeof(name), "%d", number);
		expect_name(AUDIT_ARCH_X86_64, number, name);
		expect_name(AUDIT_ARCH_I386, number, name);
		expect_name(AUDIT_ARCH_X86_64, 170, "sethostname");
		expect_name(AUDIT_ARCH_I386, 74, "sethostname");
		expect_name(NO_ARCH, 170, "170");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_means_what_its_architecture_says),
		cmocka_unit_test(outside_of_any_call_there_is_a_dash),
		cmocka_unit_test(what_has_no_name_is_a_number),
		cmocka_unit_test(kept_answers_are_never_mixed_up),
	};

	return cmocka_run_group_tests_name("syscalls", tests, NULL, NULL);
}
