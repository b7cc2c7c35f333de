/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_EXPLAIN_H
#define CAPTRACE_EXPLAIN_H

struct evidence;

/*
 * Why a capability is required, or optional: lines with newlines between, none
 * behind the last, safe to print.  From malloc(); NULL if there is no memory.
 */
char *explain_evidence(const struct evidence *evidence);

#endif
