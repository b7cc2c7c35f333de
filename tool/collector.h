/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_COLLECTOR_H
#define CAPTRACE_COLLECTOR_H

struct ledger;
struct sink;

/*
 * A sink that only fills a ledger, which stays the caller's and must live
 * longer.  0 or -ENOMEM.
 */
int collector_create(struct sink **sink, struct ledger *ledger);

#endif
