// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "classes.h"
#include "record.h"

static const char *const names[CAPTRACE_NR_CLASSES] = {
	[CAPTRACE_CLASS_AUDITED] = "audited",
	[CAPTRACE_CLASS_DECISIVE] = "decisive",
	[CAPTRACE_CLASS_ADVISORY] = "advisory",
	[CAPTRACE_CLASS_BORROWED] = "borrowed",
	[CAPTRACE_CLASS_KERNEL] = "kernel",
};

const char *classes_name(unsigned int class)
{
	return class < CAPTRACE_NR_CLASSES ? names[class] : NULL;
}
