// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tap on security_capable(), which asks cap_capable() first and then, if
 * that grants, the other security modules.  What asks cap_capable() without it
 * asks no other module; such checks come from the tap on cap_capable() also
 * for the sessions that want the verdict of all.
 */
#include <linux/kprobes.h>

#include "answer.h"
#include "ask.h"
#include "compat.h"
#include "feed.h"
#include "flight.h"
#include "lsm.h"
#include "sight.h"
#include "tap.h"

static bool lsm_exists;

/*
 * Followed, though hidden, to keep it from being seen again.  Where there is no
 * place for a flight, cap_capable() delivers it, and the other modules were not
 * watched.
 */
static noinline void lsm_accept(struct kprobe *kp, struct pt_regs *regs,
				struct captrace_ask *ask)
{
	struct captrace_tap *tap = captrace_tap_of(kp);

	ask->flight = captrace_flight_begin(CAPTRACE_FLIGHT_LSM, tap, ask);
	if (ask->flight == CAPTRACE_FLIGHT_NONE)
		return;

	captrace_feed_hide(ask);
	captrace_ask_examine(ask);
	captrace_feed_stack(ask, kp->addr);
	if (captrace_tap_follow(tap, regs, ask))
		return;

	captrace_flight_lose(ask->flight);
	captrace_feed_miss(ask->wanted, ask->generation);
}

NOKPROBE_SYMBOL(lsm_accept);

static void lsm_ask(struct kprobe *kp, struct pt_regs *regs, u32 opts)
{
	struct captrace_ask ask;

	if (captrace_sight_mine())
		return;

	captrace_tap_read(&ask, regs, opts);
	captrace_feed_match(&ask, CAPTRACE_FEED_LSM);
	if (ask.wanted | ask.hidden)
		lsm_accept(kp, regs, &ask);
}

static int lsm_enter(struct kprobe *kp, struct pt_regs *regs)
{
	lsm_ask(kp, regs, compat_security_opts(regs));

	return 0;
}

NOKPROBE_SYMBOL(lsm_enter);

static int lsm_leave(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	const struct captrace_ask *ask = captrace_tap_ask(instance);
	struct captrace_answer answer = {
		.result = compat_result(regs),
		.hook = CAPTRACE_HOOK_LSM,
		.decider = CAPTRACE_DECIDER_CAPABILITIES,
	};

	captrace_flight_end(ask->flight);
	if (!answer.result)
		answer.decider = CAPTRACE_DECIDER_ALL;
	else if (captrace_ask_granted(ask->reason))
		answer.decider = CAPTRACE_DECIDER_LSM;
	if (ask->wanted)
		captrace_answer_give(ask, &answer);

	return 0;
}

NOKPROBE_SYMBOL(lsm_leave);

static struct captrace_tap lsm_tap = {
	.symbol = "security_capable",
	.enter = lsm_enter,
	.leave = lsm_leave,
};

#ifdef COMPAT_SECURITY_CAPABLE_NOAUDIT
static int lsm_enter_noaudit(struct kprobe *kp, struct pt_regs *regs)
{
	lsm_ask(kp, regs, CAPTRACE_OPT_NOAUDIT);

	return 0;
}

NOKPROBE_SYMBOL(lsm_enter_noaudit);

static struct captrace_tap lsm_tap_noaudit = {
	.symbol = COMPAT_SECURITY_CAPABLE_NOAUDIT,
	.enter = lsm_enter_noaudit,
	.leave = lsm_leave,
};
#endif

void captrace_lsm_init(unsigned int maxactive)
{
	int err = captrace_tap_init(&lsm_tap, CAPTRACE_SOURCE_LSM, maxactive);

#ifdef COMPAT_SECURITY_CAPABLE_NOAUDIT
	if (!err)
		err = captrace_tap_init(&lsm_tap_noaudit,
					CAPTRACE_SOURCE_LSM_NOAUDIT, maxactive);
#endif
	lsm_exists = !err;
}

bool captrace_lsm_exists(void)
{
	return lsm_exists;
}
