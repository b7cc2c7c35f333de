/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FEED_H
#define CAPTRACE_FEED_H

#include <linux/captrace.h>
#include <linux/types.h>

struct file;
struct task_struct;
struct captrace_session;
union captrace_record;

/*
 * From probes to sessions.  Probe context: preemption is off, interrupts may be
 * on, any lock may be held by the code that was probed.  None of these sleeps,
 * waits, allocates or locks.
 */

/* Which sessions want this check of the current task: a bit for each slot. */
u64 captrace_feed_match(unsigned int cap, enum captrace_class class);

/*
 * Gives a check that ended to the sessions that wanted it when it began, unless
 * they started after that generation or have stopped.  Fills in head and who.
 */
void captrace_feed_check(u64 wanted, unsigned long generation, u32 euid,
			 union captrace_record *record);

/* The same sessions lose it, since its end will not be seen. */
void captrace_feed_miss(u64 wanted, unsigned long generation);

/* The current task has forked this process, which has not run yet. */
void captrace_feed_birth(struct task_struct *child);

/* The current task runs the program in this file from now on. */
void captrace_feed_exec(struct file *file, const char *given);

/* This process has ended, and its number is still its own. */
void captrace_feed_death(struct task_struct *leader);

/* A session could not see: puts a BLIND record into this CPU's ring. */
void captrace_feed_blind(struct captrace_session *session, u64 since_ns,
			 u64 until_ns);

#endif
