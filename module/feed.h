/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FEED_H
#define CAPTRACE_FEED_H

#include <linux/captrace.h>
#include <linux/types.h>

struct file;
struct task_struct;
struct captrace_ask;
struct captrace_session;
union captrace_record;

/*
 * From probes to sessions.  Probe context: preemption is off, interrupts may be
 * on, any lock may be held by the code that was probed.  None of these sleeps,
 * waits, allocates or locks.
 */

/* Sessions by whose verdict they want. */
enum captrace_feed_which {
	CAPTRACE_FEED_NOT_LSM = 1,
	CAPTRACE_FEED_LSM = 2,
	CAPTRACE_FEED_ALL = 3,
};

/*
 * Which of these sessions want what the current task asks: a bit for each slot
 * in ask->wanted, or in ask->hidden if nothing but its class keeps it out.
 */
void captrace_feed_match(struct captrace_ask *ask,
			 enum captrace_feed_which which);

/* Counts it for those in ask->hidden. */
void captrace_feed_hide(const struct captrace_ask *ask);

/*
 * Where a check that is wanted enters the function that is probed at this
 * address: saves the kernel's stack, if one of those in ask->wanted wants it.
 */
void captrace_feed_stack(struct captrace_ask *ask, const void *probed);

/* Which of the sessions that wanted a denied check want the call's outcome. */
u64 captrace_feed_outcomes(u64 wanted, unsigned long generation);

/*
 * Gives a check that was answered to the sessions that wanted it when it was
 * asked, unless they started after that generation or have stopped.  Fills in
 * head and who.  The number of the call is for those in outcomes.
 */
void captrace_feed_check(const struct captrace_ask *ask,
			 union captrace_record *record, u64 outcomes);

/* The system call of the current task returns.  As above. */
void captrace_feed_outcome(u64 wanted, unsigned long generation,
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
