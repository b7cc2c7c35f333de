/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ORDER_H
#define CAPTRACE_ORDER_H

#include "record.h"

/*
 * Puts the records of all CPUs in the order of time.  A MARK lets out what is
 * not newer than it, END everything; until then records are kept.
 */
struct order;

/* NULL if there is no memory. */
struct order *order_create(void);

/* NULL is fine. */
void order_destroy(struct order *order);

/*
 * Takes the next record of the stream.  0, or -ENOMEM and the record is not
 * taken.
 */
int order_push(struct order *order, const union record *record);

/* Where a stream stops without END: lets everything out. */
void order_finish(struct order *order);

/*
 * The next record that may be let out, NULL if none.  Of those of the same
 * time on one CPU the stream's order stays; between CPUs it is CGROUP, FORK,
 * EXEC, the rest, OUTCOME, EXIT.  MARKs do not come out.  Valid until the next
 * push.
 */
const union record *order_pop(struct order *order);

/*
 * The next MORE of those that continue the record that came out last, NULL if
 * there are no more.  Those that nobody asks for are skipped.
 */
const union record *order_pop_more(struct order *order);

#endif
