/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_OUTCOME_H
#define CAPTRACE_OUTCOME_H

#include <linux/types.h>

#include "syscall.h"

/* What becomes of system calls in which a check was denied. */

/*
 * Probe context, in a system call of the current task: these sessions get an
 * OUTCOME when it returns, unless they started after that generation.  The
 * number of the call, or 0 if it cannot be told.
 */
u64 captrace_outcome_expect(u64 wanted, unsigned long generation,
			    struct captrace_syscall call);

/* When the module loads.  Whether this kernel can tell shows afterwards. */
void captrace_outcome_init(void);
bool captrace_outcome_possible(void);

/* When the module goes: none is expected any more.  May sleep. */
void captrace_outcome_exit(void);

#endif
