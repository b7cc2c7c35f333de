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

/* Is it access(2), by whichever of its names? */
bool captrace_syscall_is_access(void);

/*
 * Is it one of those that judge another task by its credential: ptrace(2) the
 * parent, execve(2) the tracer?
 */
bool captrace_syscall_judges_tasks(void);

#endif
