/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SIGHT_H
#define CAPTRACE_SIGHT_H

#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/types.h>

/*
 * Proof of sight: kprobes can be switched off behind our back, and silence
 * would look like innocence.  So the module makes a check and looks for it.
 */

/* The task that makes such a check now, or NULL. */
extern struct task_struct *captrace_sight_task;

/* Makes a check: 0 if the armed probe saw it, else -ENODATA.  May sleep. */
int captrace_sight_prove(void);

/* Probe context: is the check at hand such a one?  No session may see it. */
static inline bool captrace_sight_mine(void)
{
	return unlikely(current == READ_ONCE(captrace_sight_task));
}

/*
 * Each second while a session runs: has it sight?  If not, it gets a BLIND
 * record.  Process context.
 */
void captrace_sight_watch(void);
void captrace_sight_unwatch(void);

/* The same, once, now. */
void captrace_sight_look(void);

/*
 * Probe context, if captrace_sight_mine(): the check was seen to begin, and
 * followed if its end will be seen, too; then it was seen to end.
 */
void captrace_sight_begin(bool followed);
void captrace_sight_end(void);

#endif
