/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LSM_H
#define CAPTRACE_LSM_H

#include <linux/types.h>

/*
 * Registers the source of the verdict of all security modules, for sessions
 * with CAPTRACE_FILTER_LSM.  Not a failure if the kernel has no such modules.
 */
void captrace_lsm_init(unsigned int maxactive);

/* True if it has. */
bool captrace_lsm_exists(void);

#endif
