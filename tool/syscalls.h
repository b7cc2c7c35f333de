/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SYSCALLS_H
#define CAPTRACE_SYSCALLS_H

#include <stdint.h>

#define SYSCALLS_NUMBER_SIZE 16

/*
 * The name of system call @number of @arch (AUDIT_ARCH_*): "-" for -1, which
 * is none, and the number where there is no name.  Either @buf or a string
 * that is valid until the next call.
 */
const char *syscalls_name(uint32_t arch, int32_t number,
			  char buf[static SYSCALLS_NUMBER_SIZE]);

#define SYSCALLS_ABI_SIZE 16

/*
 * The name of the architecture that this system call is one of, as libseccomp
 * has it: x32 for the numbers that are x32's, and the number of @arch where
 * there is no name.  Either @buf or a string that lives for ever.
 */
const char *syscalls_abi(uint32_t arch, int32_t number,
			 char buf[static SYSCALLS_ABI_SIZE]);

#endif
