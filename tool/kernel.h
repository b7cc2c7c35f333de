/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_KERNEL_H
#define CAPTRACE_KERNEL_H

#include <stdint.h>

/*
 * What this kernel is set to.  @root stands before the paths of procfs and
 * sysfs; "" for where they are by custom.
 */

/* The sysctl vm.mmap_min_addr; 0 if it cannot be read. */
uint64_t kernel_mmap_min_addr(const char *root);

/*
 * The name of a security module that can deny what capabilities grant: one that
 * enforces something now.  NULL if there is none.
 */
const char *kernel_enforcer(const char *root);

#endif
