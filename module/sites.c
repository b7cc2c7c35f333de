// SPDX-License-Identifier: GPL-2.0-only
/*
 * Four functions call cap_capable() directly, in the file where it is defined,
 * and compilers inline it there: a probe on cap_capable() does not see these
 * checks.  Nothing but watching tells whether this kernel's compiler did.  The
 * first time that such a function asks, it is followed to its return.  If
 * cap_capable() was entered meanwhile by the same task for the same, the call
 * is real, and the probe goes, for good.  If not, it was inlined, and the check
 * comes from here, then and from then on.
 *
 * cap_vm_enough_memory(mm, pages)		always asks
 * cap_mmap_addr(addr)				below vm.mmap_min_addr
 * cap_capset(new, old, ...)			always asks
 * cap_task_prctl(option, ...)			for PR_SET_SECUREBITS, unless it
 *						refuses for other reasons before
 */
#include <linux/bitops.h>
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/irq_work.h>
#include <linux/kprobes.h>
#include <linux/prctl.h>
#include <linux/printk.h>
#include <linux/securebits.h>
#include <linux/user_namespace.h>
#include <linux/workqueue.h>

#include "answer.h"
#include "ask.h"
#include "compat.h"
#include "feed.h"
#include "flight.h"
#include "list.h"
#include "sites.h"
#include "tap.h"

/* Of the checks that may be under way at once, these functions have a part. */
#define SHARE_OF_MAXACTIVE 16
#define SHARE_MIN	   64

enum site_state {
	SITE_UNKNOWN,
	SITE_INLINED,
	SITE_CALLS,
};

struct site {
	struct captrace_tap tap;
	enum captrace_source_id id;
	/* The check: against the task's own user namespace, or the initial. */
	unsigned int cap;
	u32 opts;
	bool is_initial;
	/* False if the function does not get as far as to the check. */
	bool (*asks)(struct pt_regs *regs, struct captrace_ask *ask);
	/* What it returns is the result, and 0 also if there was no check. */
	bool returns_result;
	atomic_t state;
};

/* The highest vm.mmap_min_addr that a session had. */
static u64 mmap_limit;

static bool site_asks_mmap(struct pt_regs *regs, struct captrace_ask *ask)
{
	unsigned long addr = compat_arg(regs, 0);

	ask->mmap_min = (u64)addr + 1;

	return unlikely(addr < READ_ONCE(mmap_limit));
}

static bool site_asks_securebits(struct pt_regs *regs, struct captrace_ask *ask)
{
	unsigned long old = current_cred()->securebits;
	unsigned long new = compat_arg(regs, 1);

	if ((int)compat_arg(regs, 0) != PR_SET_SECUREBITS)
		return false;

	/* A locked bit changes, a lock is taken off, a bit is not known. */
	return !(((old & SECURE_ALL_LOCKS) >> 1 & (old ^ new)) ||
		 (old & SECURE_ALL_LOCKS & ~new) ||
		 (new & ~(SECURE_ALL_LOCKS | SECURE_ALL_BITS)));
}

static void site_retire(struct irq_work *unused);
static void site_retire_work(struct work_struct *unused);

/* Taking a probe away sleeps, and work cannot be queued from within one. */
static struct irq_work retire_kick;
static DECLARE_WORK(retire_work, site_retire_work);

static void site_deliver(const struct site *site,
			 const struct captrace_ask *ask, int result,
			 bool evaluated)
{
	const struct captrace_answer answer = {
		.result = result,
		.hook = CAPTRACE_HOOK_SITE,
		.decider = CAPTRACE_DECIDER_CAPABILITIES,
		.evaluated = evaluated,
	};

	captrace_feed_hide(ask);
	if (ask->wanted)
		captrace_answer_give(ask, &answer);
}

static int site_evaluate(const struct captrace_ask *ask)
{
	return captrace_ask_granted(ask->reason) ? 0 : -EPERM;
}

/* Followed to the end: to learn whether it calls, or what it returns. */
static noinline void site_follow(struct site *site, enum site_state state,
				 struct pt_regs *regs, struct captrace_ask *ask)
{
	ask->owner = site;
	ask->flight = CAPTRACE_FLIGHT_NONE;
	if (state == SITE_UNKNOWN) {
		ask->flight = captrace_flight_begin(CAPTRACE_FLIGHT_SITE,
						    &site->tap, ask);
		if (ask->flight == CAPTRACE_FLIGHT_NONE)
			goto missed;
	}

	if (captrace_tap_follow(&site->tap, regs, ask))
		return;

	captrace_flight_end(ask->flight);
missed:
	/* If it calls, this is one too many: that was to be learnt. */
	captrace_feed_hide(ask);
	captrace_feed_miss(ask->wanted, ask->generation);
}

NOKPROBE_SYMBOL(site_follow);

static noinline void site_accept(struct site *site, enum site_state state,
				 struct pt_regs *regs, struct captrace_ask *ask)
{
	captrace_ask_examine(ask);
	captrace_feed_stack(ask, site->tap.probe.kp.addr);
	if (site->returns_result || state == SITE_UNKNOWN)
		site_follow(site, state, regs, ask);
	else
		site_deliver(site, ask, site_evaluate(ask), true);
}

NOKPROBE_SYMBOL(site_accept);

static int site_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct site *site = container_of(captrace_tap_of(kp), struct site, tap);
	/* Once: what another task learns meanwhile is not about this check. */
	enum site_state state = atomic_read(&site->state);
	struct captrace_ask ask;

	ask.mmap_min = 0;
	if (site->asks && !site->asks(regs, &ask))
		return 0;
	if (unlikely(state == SITE_CALLS))
		return 0;

	ask.generation = captrace_list_generation();
	ask.cred = current_cred();
	ask.userns = site->is_initial ? &init_user_ns : ask.cred->user_ns;
	ask.cap = site->cap;
	ask.opts = site->opts;
	captrace_ask_classify(&ask);
	captrace_feed_match(&ask, CAPTRACE_FEED_ALL);

	if (ask.wanted || state == SITE_UNKNOWN)
		site_accept(site, state, regs, &ask);
	else
		captrace_feed_hide(&ask);

	return 0;
}

NOKPROBE_SYMBOL(site_enter);

/* The call that was just followed was inlined, or entered cap_capable(). */
static void site_learn(struct site *site, bool calls)
{
	if (atomic_cmpxchg(&site->state, SITE_UNKNOWN,
			   calls ? SITE_CALLS : SITE_INLINED) == SITE_UNKNOWN &&
	    calls)
		irq_work_queue(&retire_kick);
}

static int site_leave(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	const struct captrace_ask *ask = captrace_tap_ask(instance);
	struct site *site = ask->owner;
	int result = site->returns_result ? compat_result(regs) :
					    site_evaluate(ask);

	if (captrace_flight_end(ask->flight)) {
		site_learn(site, true);
		return 0;
	}

	if (ask->flight != CAPTRACE_FLIGHT_NONE &&
	    (!site->returns_result || result))
		site_learn(site, false);
	site_deliver(site, ask, result, !site->returns_result);

	return 0;
}

NOKPROBE_SYMBOL(site_leave);

#define SITE_TAP(symbol_)                                                    \
	{                                                                    \
		.symbol = symbol_, .enter = site_enter, .leave = site_leave, \
	}

static struct site sites[] = {
	{
		.tap = SITE_TAP("cap_capset"),
		.id = CAPTRACE_SOURCE_CAPSET,
		.cap = CAP_SETPCAP,
	},
	{
		.tap = SITE_TAP("cap_task_prctl"),
		.id = CAPTRACE_SOURCE_SECUREBITS,
		.cap = CAP_SETPCAP,
		.asks = site_asks_securebits,
	},
	{
		.tap = SITE_TAP("cap_mmap_addr"),
		.id = CAPTRACE_SOURCE_MMAP,
		.cap = CAP_SYS_RAWIO,
		.is_initial = true,
		.asks = site_asks_mmap,
		.returns_result = true,
	},
	{
		.tap = SITE_TAP("cap_vm_enough_memory"),
		.id = CAPTRACE_SOURCE_MEMORY,
		.cap = CAP_SYS_ADMIN,
		.opts = CAPTRACE_OPT_NOAUDIT,
		.is_initial = true,
	},
};

static void site_retire(struct irq_work *unused)
{
	schedule_work(&retire_work);
}

static void site_retire_work(struct work_struct *unused)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sites); i++)
		if (atomic_read(&sites[i].state) == SITE_CALLS)
			captrace_source_retire(sites[i].id);
}

void captrace_sites_init(unsigned int maxactive)
{
	unsigned int share =
		max_t(unsigned int, SHARE_MIN, maxactive / SHARE_OF_MAXACTIVE);
	unsigned int i;
	int err;

	init_irq_work(&retire_kick, site_retire);

	for (i = 0; i < ARRAY_SIZE(sites); i++) {
		err = captrace_tap_init(&sites[i].tap, sites[i].id, share);
		if (err)
			pr_warn("cannot probe %s() in this kernel: error %d: its checks may not be seen\n",
				sites[i].tap.symbol, err);
	}
}

void captrace_sites_exit(void)
{
	irq_work_sync(&retire_kick);
	cancel_work_sync(&retire_work);
}

unsigned long captrace_sites_needed(const struct captrace_filter *filter)
{
	unsigned long needed = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sites); i++)
		if (filter->caps & BIT_ULL(sites[i].cap))
			needed |= BIT(sites[i].id);
	if (!filter->mmap_min_addr)
		needed &= ~BIT(CAPTRACE_SOURCE_MMAP);

	return needed;
}

void captrace_sites_expect_mmap(u64 min_addr)
{
	if (min_addr > READ_ONCE(mmap_limit))
		WRITE_ONCE(mmap_limit, min_addr);
}
