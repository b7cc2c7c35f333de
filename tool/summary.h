/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SUMMARY_H
#define CAPTRACE_SUMMARY_H

struct output;
struct sink;

/*
 * A sink of one table at the end: how often each capability was granted and
 * denied, by its number.  The output stays the caller's and must live longer.
 * 0 or -ENOMEM.
 */
int summary_create(struct sink **sink, struct output *output);

#endif
