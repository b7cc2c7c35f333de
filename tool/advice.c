// SPDX-License-Identifier: GPL-2.0-only
#include "advice.h"

enum advice advice_cap_add(const struct captrace_check *check)
{
	if (!check->result || check->cred == CAPTRACE_CRED_ACCESS)
		return ADVICE_NONE;

	if (check->reason == CAPTRACE_REASON_MISSING &&
	    check->decided_by != CAPTRACE_DECIDER_LSM &&
	    check->cred == CAPTRACE_CRED_OWN)
		return ADVICE_YES;

	return ADVICE_NO;
}
