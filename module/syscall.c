// SPDX-License-Identifier: GPL-2.0-only
#include <linux/prctl.h>
#include <linux/unistd.h>
#include <uapi/linux/audit.h>

#include "compat.h"
#include "syscall.h"

struct special_calls {
	u32 arch;
	int prctl;
	int seccomp;
	int landlock_restrict_self;
	int ptrace;
	int execve;
	int execveat;
	int access;
	int faccessat;
};

/* Landlock came after all architectures had agreed on one table. */
#define NR_LANDLOCK_RESTRICT_SELF 446

/* Newer architectures have the other one alone. */
#ifdef __NR_access
#define NR_ACCESS __NR_access
#else
#define NR_ACCESS __NR_faccessat
#endif

/* The kernel has no names for the numbers of its second and third ABI. */
static const struct special_calls special_calls[] = {
#if defined(CONFIG_X86_64)
	{ AUDIT_ARCH_I386, 172, 354, NR_LANDLOCK_RESTRICT_SELF, 26, 11, 358, 33,
	  307 },
#elif defined(CONFIG_ARM64)
	{ AUDIT_ARCH_ARM, 172, 383, NR_LANDLOCK_RESTRICT_SELF, 26, 11, 387, 33,
	  334 },
	{ AUDIT_ARCH_ARMEB, 172, 383, NR_LANDLOCK_RESTRICT_SELF, 26, 11, 387,
	  33, 334 },
#elif defined(CONFIG_MIPS)
	{ AUDIT_ARCH_MIPS, 4192, 4352, 4000 + NR_LANDLOCK_RESTRICT_SELF, 4026,
	  4011, 4356, 4033, 4300 },
	{ AUDIT_ARCH_MIPSEL, 4192, 4352, 4000 + NR_LANDLOCK_RESTRICT_SELF, 4026,
	  4011, 4356, 4033, 4300 },
	{ AUDIT_ARCH_MIPS64, 5153, 5312, 5000 + NR_LANDLOCK_RESTRICT_SELF, 5099,
	  5057, 5316, 5020, 5259 },
	{ AUDIT_ARCH_MIPSEL64, 5153, 5312, 5000 + NR_LANDLOCK_RESTRICT_SELF,
	  5099, 5057, 5316, 5020, 5259 },
	{ AUDIT_ARCH_MIPS64N32, 6153, 6316, 6000 + NR_LANDLOCK_RESTRICT_SELF,
	  6099, 6057, 6320, 6020, 6263 },
	{ AUDIT_ARCH_MIPSEL64N32, 6153, 6316, 6000 + NR_LANDLOCK_RESTRICT_SELF,
	  6099, 6057, 6320, 6020, 6263 },
#endif
	{ 0, __NR_prctl, __NR_seccomp, NR_LANDLOCK_RESTRICT_SELF, __NR_ptrace,
	  __NR_execve, __NR_execveat, NR_ACCESS, __NR_faccessat },
};

static const struct special_calls *special_calls_of(u32 arch)
{
	const struct special_calls *calls = special_calls;

	while (calls->arch && calls->arch != arch)
		calls++;

	return calls;
}

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
	const struct special_calls *calls = special_calls_of(call.arch);

	if (call.nr == calls->seccomp ||
	    call.nr == calls->landlock_restrict_self)
		return true;

	return call.nr == calls->prctl &&
	       compat_syscall_arg0() == PR_SET_SECCOMP;
}

bool captrace_syscall_judges_tasks(void)
{
	struct captrace_syscall call = captrace_syscall_get();
	const struct special_calls *calls = special_calls_of(call.arch);

	return call.nr == calls->ptrace || call.nr == calls->execve ||
	       call.nr == calls->execveat;
}

bool captrace_syscall_is_access(void)
{
	struct captrace_syscall call = captrace_syscall_get();
	const struct special_calls *calls = special_calls_of(call.arch);

	return call.nr == calls->access || call.nr == calls->faccessat;
}
