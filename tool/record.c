// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "record.h"

const struct captrace_who *record_who(const union record *record)
{
	switch (record->head.kind) {
	case CAPTRACE_CHECK:
	case CAPTRACE_EXEC:
	case CAPTRACE_FORK:
	case CAPTRACE_EXIT:
	case CAPTRACE_OUTCOME:
	case CAPTRACE_CGROUP:
		return &record->check.who;
	default:
		return NULL;
	}
}
