/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TASK_H
#define CAPTRACE_TASK_H

/*
 * Registers the sources of births, new programs and deaths.  Fails, and says
 * why in the log, if one of them cannot be probed in this kernel.
 */
int captrace_task_init(void);

#endif
