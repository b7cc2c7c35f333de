// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tap on cap_capable(), where nearly all checks are decided.
 */
#include <linux/kprobes.h>
#include <linux/printk.h>

#include "answer.h"
#include "ask.h"
#include "compat.h"
#include "feed.h"
#include "flight.h"
#include "probe.h"
#include "sight.h"
#include "tap.h"

static struct captrace_tap probe_tap;

/* Whoever watches from outside does not want to see it here again. */
static noinline void probe_match_within_flight(struct captrace_ask *ask)
{
	captrace_flight_meet(CAPTRACE_FLIGHT_SITE, ask);
	captrace_feed_match(ask,
			    captrace_flight_meet(CAPTRACE_FLIGHT_LSM, ask) ?
				    CAPTRACE_FEED_NOT_LSM :
				    CAPTRACE_FEED_ALL);
}

NOKPROBE_SYMBOL(probe_match_within_flight);

static noinline void probe_sight(struct pt_regs *regs, struct captrace_ask *ask)
{
	ask->owner = &captrace_sight_task;
	captrace_sight_begin(captrace_tap_follow(&probe_tap, regs, ask));
}

NOKPROBE_SYMBOL(probe_sight);

static noinline void probe_accept(struct pt_regs *regs,
				  struct captrace_ask *ask)
{
	captrace_ask_examine(ask);
	captrace_feed_stack(ask, probe_tap.probe.kp.addr);
	ask->owner = NULL;
	if (unlikely(!captrace_tap_follow(&probe_tap, regs, ask)))
		captrace_feed_miss(ask->wanted, ask->generation);
}

NOKPROBE_SYMBOL(probe_accept);

static int probe_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct captrace_ask ask;

	if (captrace_sight_mine()) {
		probe_sight(regs, &ask);
		return 0;
	}

	captrace_tap_read(&ask, regs, compat_cap_opts(compat_arg(regs, 3)));
	if (captrace_flight_any())
		probe_match_within_flight(&ask);
	else
		captrace_feed_match(&ask, CAPTRACE_FEED_ALL);

	if (ask.hidden)
		captrace_feed_hide(&ask);
	if (unlikely(ask.wanted))
		probe_accept(regs, &ask);

	return 0;
}

NOKPROBE_SYMBOL(probe_enter);

static int probe_leave(struct kretprobe_instance *instance,
		       struct pt_regs *regs)
{
	const struct captrace_ask *ask = captrace_tap_ask(instance);
	const struct captrace_answer answer = {
		.result = compat_result(regs),
		.hook = CAPTRACE_HOOK_RETURN,
		.decider = CAPTRACE_DECIDER_CAPABILITIES,
	};

	if (unlikely(ask->owner))
		captrace_sight_end();
	else
		captrace_answer_give(ask, &answer);

	return 0;
}

NOKPROBE_SYMBOL(probe_leave);

static struct captrace_tap probe_tap = {
	.symbol = "cap_capable",
	.enter = probe_enter,
	.leave = probe_leave,
};

int captrace_probe_init(unsigned int maxactive)
{
	int err =
		captrace_tap_init(&probe_tap, CAPTRACE_SOURCE_CHECK, maxactive);

	if (err)
		pr_err("cannot probe %s() in this kernel: error %d\n",
		       probe_tap.symbol, err);

	return err;
}
