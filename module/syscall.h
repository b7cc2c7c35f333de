/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SYSCALL_H
#define CAPTRACE_SYSCALL_H

#include <linux/types.h>

/* The current task's system call.  Any context. */
struct captrace_syscall {
	int nr;	  /* -1 outside any */
	u32 arch; /* AUDIT_ARCH_* */
};

struct captrace_syscall captrace_syscall_get(void);

/*
 * Does the current system call install a seccomp filter or a Landlock ruleset?
 * It then asks for CAP_SYS_ADMIN without audit, and fails when denied.
 */
bool captrace_syscall_installs_sandbox(void);

#endif
