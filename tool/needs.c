// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include <linux/capability.h>

#include "needs.h"

/* Not in the headers of every system that this is built on. */
#ifndef CAP_PERFMON
#define CAP_PERFMON 38
#endif
#ifndef CAP_BPF
#define CAP_BPF 39
#endif
#ifndef CAP_CHECKPOINT_RESTORE
#define CAP_CHECKPOINT_RESTORE 40
#endif

/* Where one operation asks for either, the kernel asks in this order. */
static const struct {
	unsigned int narrow;
	unsigned int wide;
} alternatives[] = {
	{ CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE },
	{ CAP_BPF, CAP_SYS_ADMIN },
	{ CAP_CHECKPOINT_RESTORE, CAP_SYS_ADMIN },
	{ CAP_PERFMON, CAP_SYS_ADMIN },
	{ CAP_SYSLOG, CAP_SYS_ADMIN },
	{ CAP_SYS_RESOURCE, CAP_SYS_ADMIN },
};

bool needs_is_narrower(unsigned int narrow, unsigned int wide)
{
	size_t i;

	for (i = 0; i < sizeof(alternatives) / sizeof(*alternatives); i++) {
		if (alternatives[i].narrow == narrow &&
		    alternatives[i].wide == wide)
			return true;
	}

	return false;
}

/* Its verdict is about the process that made it. */
static bool is_its_own(const struct captrace_check *check)
{
	return check->class <= CAPTRACE_CLASS_DECISIVE &&
	       check->cred != CAPTRACE_CRED_TASK &&
	       !(check->head.flags & CAPTRACE_CHECK_INTERRUPT);
}

enum need_use needs_use(const struct captrace_check *check, uint32_t home)
{
	if (!is_its_own(check))
		return NEED_USE_NOISE;
	if (check->result && check->reason == CAPTRACE_REASON_OUTSIDE)
		return NEED_USE_OUTSIDE;
	if (check->cred_userns != home ||
	    (!check->result && check->reason == CAPTRACE_REASON_OWNER))
		return NEED_USE_CHILD;

	return NEED_USE_COUNTS;
}
