/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ADVICE_H
#define CAPTRACE_ADVICE_H

#include <linux/captrace.h>

enum advice {
	/* There is nothing to advise. */
	ADVICE_NONE,
	ADVICE_NO,
	ADVICE_YES,
};

/*
 * Whether a denial would not have come about if the process had been given the
 * capability.  None for what was granted, and for access(2), which takes away
 * whatever is given, of a user who is not root.
 */
enum advice advice_cap_add(const struct captrace_check *check);

#endif
