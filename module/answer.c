// SPDX-License-Identifier: GPL-2.0-only
#include "answer.h"
#include "ask.h"
#include "compat.h"
#include "feed.h"
#include "outcome.h"
#include "ring.h"
#include "syscall.h"

/* A vendor's cap_capable() may have reasons of its own. */
static enum captrace_reason answer_reason(const struct captrace_ask *ask,
					  const struct captrace_answer *answer)
{
	bool granted = !answer->result ||
		       answer->decider == CAPTRACE_DECIDER_LSM;

	return granted == captrace_ask_granted(ask->reason) ?
		       ask->reason :
		       CAPTRACE_REASON_UNKNOWN;
}

static void answer_fill(struct captrace_check *check,
			const struct captrace_ask *ask,
			const struct captrace_answer *answer,
			struct captrace_syscall call)
{
	check->userns = ask->userns_nr;
	check->cred_userns = ask->cred_userns_nr;
	check->syscall = call.nr;
	check->arch = call.arch;
	check->result = answer->result;
	check->cap = ask->cap;
	check->class = ask->class;
	check->hook = answer->hook;
	check->opts = ask->opts;
	check->cred = ask->whose;
	check->reason = answer_reason(ask, answer);
	check->decided_by = answer->decider;
	if (answer->evaluated)
		check->head.flags |= CAPTRACE_CHECK_EVALUATED;
}

void captrace_answer_give(const struct captrace_ask *ask,
			  const struct captrace_answer *answer)
{
	struct captrace_syscall call = { .nr = -1 };
	union captrace_record record = {};
	u64 outcomes = 0;

	/* Whose system call it would be, nobody knows. */
	if (unlikely(compat_in_interrupt()))
		record.head.flags = CAPTRACE_CHECK_INTERRUPT;
	else
		call = captrace_syscall_get();

	answer_fill(&record.check, ask, answer, call);
	if (answer->result && call.nr != -1)
		outcomes = captrace_feed_outcomes(ask->wanted, ask->generation);
	if (outcomes)
		record.check.call = captrace_outcome_expect(
			outcomes, ask->generation, call);
	if (!record.check.call)
		outcomes = 0;

	captrace_feed_check(ask, &record, outcomes);
}
