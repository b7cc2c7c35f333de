/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ERRORS_H
#define CAPTRACE_ERRORS_H

/*
 * The name of an error, as errno.h has it; NULL if it has none.  Not every C
 * library knows them.
 */
const char *errors_name(int error);

#endif
