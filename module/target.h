/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TARGET_H
#define CAPTRACE_TARGET_H

#include <linux/captrace.h>

struct captrace_session;

/* As CAPTRACE_IOC_PIDS (linux/captrace.h).  Under session->lock; may sleep. */
int captrace_target_change(struct captrace_session *session,
			   const struct captrace_pids *pids);

#endif
