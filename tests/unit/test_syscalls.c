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

static void expect_abi(uint32_t arch, int32_t number, const char *name)
{
	char buf[SYSCALLS_ABI_SIZE];

	assert_string_equal(syscalls_abi(arch, number, buf), name);
}

static void an_architecture_has_a_name(void **state)
{
	(void)state;
	expect_abi(AUDIT_ARCH_X86_64, 1, "x86_64");
	expect_abi(AUDIT_ARCH_I386, 1, "x86");
	expect_abi(AUDIT_ARCH_AARCH64, 1, "aarch64");
	expect_abi(AUDIT_ARCH_ARM, 1, "arm");
	expect_abi(AUDIT_ARCH_PPC64LE, 1, "ppc64le");
	expect_abi(AUDIT_ARCH_S390X, 1, "s390x");
	expect_abi(AUDIT_ARCH_RISCV64, 1, "riscv64");
	expect_abi(AUDIT_ARCH_MIPSEL64N32, 1, "mipsel64n32");
}

static void x32_is_told_by_the_number(void **state)
{
	(void)state;
	expect_abi(AUDIT_ARCH_X86_64, X32_BIT + 9, "x32");
	expect_abi(AUDIT_ARCH_AARCH64, X32_BIT + 9, "aarch64");
	expect_abi(AUDIT_ARCH_X86_64, -1, "x86_64");
}

static void an_architecture_without_a_name_is_a_number(void **state)
{
	(void)state;
	expect_abi(0x12345678, 1, "0x12345678");
	expect_abi(0, 1, "0x0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_means_what_its_architecture_says),
		cmocka_unit_test(outside_of_any_call_there_is_a_dash),
		cmocka_unit_test(what_has_no_name_is_a_number),
		cmocka_unit_test(kept_answers_are_never_mixed_up),
		cmocka_unit_test(an_architecture_has_a_name),
		cmocka_unit_test(x32_is_told_by_the_number),
		cmocka_unit_test(an_architecture_without_a_name_is_a_number),
	};

	return cmocka_run_group_tests_name("syscalls", tests, NULL, NULL);
}
