// SPDX-License-Identifier: GPL-2.0-only
#include <linux/prctl.h>
#include <linux/unistd.h>
#include <uapi/linux/audit.h>

#include "compat.h"
#include "syscall.h"

struct sandbox_calls {
	u32 arch;
	int prctl;
	int seccomp;
	int landlock_restrict_self;
};

/* Landlock came after all architectures had agreed on one table. */
#define NR_LANDLOCK_RESTRICT_SELF 446

/* The kernel has no names for the numbers of its second and third ABI. */
static const struct sandbox_calls other_abis[] = {
#if defined(CONFIG_X86_64)
	{ AUDIT_ARCH_I386, 172, 354, NR_LANDLOCK_RESTRICT_SELF },
#elif defined(CONFIG_ARM64)
	{ AUDIT_ARCH_ARM, 172, 383, NR_LANDLOCK_RESTRICT_SELF },
	{ AUDIT_ARCH_ARMEB, 172, 383, NR_LANDLOCK_RESTRICT_SELF },
#elif defined(CONFIG_MIPS)
	{ AUDIT_ARCH_MIPS, 4192, 4352, 4000 + NR_LANDLOCK_RESTRICT_SELF },
	{ AUDIT_ARCH_MIPSEL, 4192, 4352, 4000 + NR_LANDLOCK_RESTRICT_SELF },
	{ AUDIT_ARCH_MIPS64, 5153, 5312, 5000 + NR_LANDLOCK_RESTRICT_SELF },
	{ AUDIT_ARCH_MIPSEL64, 5153, 5312, 5000 + NR_LANDLOCK_RESTRICT_SELF },
	{ AUDIT_ARCH_MIPS64N32, 6153, 6316, 6000 + NR_LANDLOCK_RESTRICT_SELF },
	{ AUDIT_ARCH_MIPSEL64N32, 6153, 6316,
	  6000 + NR_LANDLOCK_RESTRICT_SELF },
#endif
	{ 0, __NR_prctl, __NR_seccomp, NR_LANDLOCK_RESTRICT_SELF },
};

struct captrace_syscall captrace_syscall_get(void)
{
	struct captrace_syscall call = {
		.nr = compat_syscall_nr(),
		.arch = compat_syscall_arch(),
	};

#ifdef __X32_SYSCALL_BIT
	if (call.nr != -1 && call.arch == AUDIT_ARCH_X86_64)
		call.nr &= ~__X32_SYSCALL_BIT;
#endif
	return call;
}

bool captrace_syscall_installs_sandbox(void)
{
	struct captrace_syscall call = captrace_syscall_get();
	const struct sandbox_calls *calls = other_abis;

	while (calls->arch && calls->arch != call.arch)
		calls++;

	if (call.nr == calls->seccomp ||
	    call.nr == calls->landlock_restrict_self)
		return true;

	return call.nr == calls->prctl &&
	       compat_syscall_arg0() == PR_SET_SECCOMP;
}
