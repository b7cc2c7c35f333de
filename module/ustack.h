/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_USTACK_H
#define CAPTRACE_USTACK_H

#include "ticket.h"

/*
 * Tickets for stacks of programs.  Their description is the stack as lines
 * (lines.h); NULL if there was no memory for it.
 */

/* At most nr at once.  NULL if there is no memory.  May sleep. */
struct captrace_tickets *captrace_ustacks_create(unsigned int nr);

/*
 * Probe context, not within an interrupt.  False if the current task has no
 * program that could have called.
 */
bool captrace_ustack_exists(void);

/* Then: a ticket, or CAPTRACE_TICKET_NONE when too many are held. */
int captrace_ustack_hold(struct captrace_tickets *ustacks);

#endif
