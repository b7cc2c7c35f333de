/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TEXT_H
#define CAPTRACE_TEXT_H

struct output;
struct sink;

/*
 * A sink of one line for each check, with tabs between the fields:
 * seconds.micros, pid, executable (comm where it is unknown), capability,
 * "granted" or "denied", system call.  The output stays the caller's and must
 * live longer.  0 or -ENOMEM.
 */
int text_create(struct sink **sink, struct output *output);

#endif
