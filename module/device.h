/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DEVICE_H
#define CAPTRACE_DEVICE_H

/* /dev/captrace: from here on, users come. */
int captrace_device_init(void);

/* Only once no file is open: the module's reference count sees to it. */
void captrace_device_exit(void);

#endif
