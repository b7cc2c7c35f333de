// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <seccomp.h>

#include "syscalls.h"

/*
 * libseccomp compares strings to find a number, so its answers are kept, the
 * ones that there is no name too.  A slot is given to whoever came last.
 */
#define SLOTS 1024

/* Set in the numbers of x32, which the kernel does not call an architecture. */
#define X32_BIT 0x40000000

struct slot {
	uint32_t arch;
	int32_t number;
	bool used;
	char *name;
};

static struct slot slots[SLOTS];

/* libseccomp tells the numbers of names only; older ones know fewer names. */
struct abi {
	const char *name;
	uint32_t arch;
};

static struct abi abis[] = {
	{ .name = "x86_64" },	   { .name = "x86" },
	{ .name = "x32" },	   { .name = "aarch64" },
	{ .name = "arm" },	   { .name = "riscv64" },
	{ .name = "ppc64le" },	   { .name = "ppc64" },
	{ .name = "ppc" },	   { .name = "s390x" },
	{ .name = "s390" },	   { .name = "mips" },
	{ .name = "mipsel" },	   { .name = "mips64" },
	{ .name = "mipsel64" },	   { .name = "mips64n32" },
	{ .name = "mipsel64n32" }, { .name = "loongarch64" },
	{ .name = "m68k" },	   { .name = "parisc" },
	{ .name = "parisc64" },	   { .name = "sh" },
	{ .name = "sheb" },
};

/* What libseccomp calls the architecture of a call. */
static uint32_t real_arch(uint32_t arch, int32_t number)
{
	if (arch == SCMP_ARCH_X86_64 && number >= 0 && number & X32_BIT)
		return SCMP_ARCH_X32;

	return arch;
}

static const char *lookup(uint32_t arch, int32_t number)
{
	uint32_t hash = (uint32_t)number ^ arch ^ arch >> 16;
	struct slot *slot = &slots[hash % SLOTS];

	if (slot->used && slot->arch == arch && slot->number == number)
		return slot->name;

	free(slot->name);
	slot->arch = arch;
	slot->number = number;
	slot->used = true;
	slot->name = seccomp_syscall_resolve_num_arch(real_arch(arch, number),
						      number);

	return slot->name;
}

const char *syscalls_name(uint32_t arch, int32_t number,
			  char buf[static SYSCALLS_NUMBER_SIZE])
{
	const char *name;

	if (number == -1)
		return "-";

	/* Below zero libseccomp has numbers of its own; the kernel has none. */
	name = number < 0 ? NULL : lookup(arch, number);
	if (name)
		return name;

	snprintf(buf, SYSCALLS_NUMBER_SIZE, "%d", number);
	return buf;
}

const char *syscalls_abi(uint32_t arch, int32_t number,
			 char buf[static SYSCALLS_ABI_SIZE])
{
	size_t i;

	for (i = 0; i < sizeof(abis) / sizeof(abis[0]); i++) {
		if (!abis[i].arch)
			abis[i].arch = seccomp_arch_resolve_name(abis[i].name);
		if (abis[i].arch && abis[i].arch == real_arch(arch, number))
			return abis[i].name;
	}

	snprintf(buf, SYSCALLS_ABI_SIZE, "0x%x", arch);
	return buf;
}
