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

static char *resolve(uint32_t arch, int32_t number)
{
	if (arch == SCMP_ARCH_X86_64 && number & X32_BIT)
		arch = SCMP_ARCH_X32;

	return seccomp_syscall_resolve_num_arch(arch, number);
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
	slot->name = resolve(arch, number);

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
