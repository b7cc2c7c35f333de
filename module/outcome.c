// SPDX-License-Identifier: GPL-2.0-only
/*
 * A task on its way back to user space does the work that was left for it, with
 * the return value of its system call already in its registers.
 *
 * The work is code of this module, so each holds the module.  The last
 * instructions behind module_put() are waited for when the module goes.  Until
 * the system call returns, however long it takes, the module cannot be removed.
 */
#include <linux/hash.h>
#include <linux/module.h>
#include <linux/preempt.h>

#include "compat.h"
#include "feed.h"
#include "outcome.h"
#include "ring.h"

#ifdef COMPAT_HAS_TASK_WORK

#define OUTCOME_BITS 10

/* A task is found in one of so many places in a row. */
#define NR_TRIES 16

/* All but task is the task's own, from its claim to its work. */
struct outcome {
	atomic_long_t task;
	struct callback_head work;
	u64 wanted;
	unsigned long generation;
	u64 number;
	struct captrace_syscall call;
};

static struct outcome outcomes[1 << OUTCOME_BITS];
static compat_task_work_t *outcome_add_work;
static atomic64_t outcome_number;

static void outcome_fill(struct captrace_outcome *record,
			 const struct outcome *outcome)
{
	bool seen = compat_syscall_value(&record->value);

	record->head.flags = seen ? 0 : CAPTRACE_OUTCOME_UNKNOWN;
	record->call = outcome->number;
	record->syscall = outcome->call.nr;
	record->arch = outcome->call.arch;
}

static void outcome_work(struct callback_head *work)
{
	struct outcome *outcome = container_of(work, struct outcome, work);
	union captrace_record record = {};

	outcome_fill(&record.outcome, outcome);
	preempt_disable();
	captrace_feed_outcome(outcome->wanted, outcome->generation, &record);
	preempt_enable();

	atomic_long_set_release(&outcome->task, 0);
	module_put(THIS_MODULE);
}

static struct outcome *outcome_at(unsigned int try)
{
	unsigned int place = hash_ptr(current, OUTCOME_BITS) + try;

	return &outcomes[place & ((1 << OUTCOME_BITS) - 1)];
}

/* The one of this call, if a check was denied in it before. */
static struct outcome *outcome_find(void)
{
	struct outcome *outcome;
	unsigned int try;

	for (try = 0; try < NR_TRIES; try++) {
		outcome = outcome_at(try);
		if (atomic_long_read(&outcome->task) == (long)current)
			return outcome;
	}

	return NULL;
}

static struct outcome *outcome_claim(void)
{
	struct outcome *outcome;
	unsigned int try;

	for (try = 0; try < NR_TRIES; try++) {
		outcome = outcome_at(try);
		if (!atomic_long_cmpxchg(&outcome->task, 0, (long)current))
			return outcome;
	}

	return NULL;
}

static struct outcome *outcome_begin(unsigned long generation,
				     struct captrace_syscall call)
{
	struct outcome *outcome;

	if (!try_module_get(THIS_MODULE))
		return NULL;

	outcome = outcome_claim();
	if (!outcome)
		goto err_put_module;

	outcome->wanted = 0;
	outcome->generation = generation;
	outcome->number = atomic64_inc_return(&outcome_number);
	outcome->call = call;
	init_task_work(&outcome->work, outcome_work);
	if (outcome_add_work(current, &outcome->work, TWA_RESUME))
		goto err_unclaim;

	return outcome;

err_unclaim:
	atomic_long_set(&outcome->task, 0);
err_put_module:
	module_put(THIS_MODULE);
	return NULL;
}

u64 captrace_outcome_expect(u64 wanted, unsigned long generation,
			    struct captrace_syscall call)
{
	struct outcome *outcome;

	if (!outcome_add_work)
		return 0;

	outcome = outcome_find();
	if (!outcome)
		outcome = outcome_begin(generation, call);
	if (!outcome)
		return 0;

	/* Whoever was to be told may have gone, and its slot be another's. */
	if (outcome->generation != generation)
		outcome->wanted = captrace_feed_outcomes(outcome->wanted,
							 outcome->generation);
	outcome->wanted |= wanted;
	outcome->generation = generation;

	return outcome->number;
}

void captrace_outcome_init(void)
{
	outcome_add_work = compat_task_work_get();
}

bool captrace_outcome_possible(void)
{
	return outcome_add_work;
}

void captrace_outcome_exit(void)
{
	if (atomic64_read(&outcome_number))
		compat_synchronize_tasks();
	if (outcome_add_work)
		compat_task_work_put();
}

#else /* no such work */

u64 captrace_outcome_expect(u64 wanted, unsigned long generation,
			    struct captrace_syscall call)
{
	return 0;
}

void captrace_outcome_init(void)
{
}

bool captrace_outcome_possible(void)
{
	return false;
}

void captrace_outcome_exit(void)
{
}

#endif /* COMPAT_HAS_TASK_WORK */
