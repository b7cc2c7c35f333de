/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TICKET_H
#define CAPTRACE_TICKET_H

#include <linux/types.h>

struct captrace_tickets;

#define CAPTRACE_TICKET_NONE (-1)

/*
 * A bounded number of things that a probe can hold, but whose description it
 * cannot ask for: a work item does so within milliseconds, and lets go of them.
 * Until the reader takes the description, the thing goes by its ticket.
 */
struct captrace_ticket_kind {
	/* Of what is held. */
	size_t size;
	/*
	 * Process context; may sleep.  A text for kfree(), NULL if it cannot
	 * be found.
	 */
	char *(*describe)(const void *held);
	void (*let_go)(void *held);
};

/* At most nr at once.  NULL if there is no memory.  May sleep. */
struct captrace_tickets *
captrace_tickets_create(unsigned int nr,
			const struct captrace_ticket_kind *kind);

/* No probe may hold any more.  Takes NULL.  May sleep. */
void captrace_tickets_destroy(struct captrace_tickets *tickets);

/*
 * Probe context.  A ticket, and where to put what is held, for
 * captrace_ticket_hold() or, if it is not to be had, captrace_ticket_return();
 * CAPTRACE_TICKET_NONE when too many are held.
 */
int captrace_ticket_claim(struct captrace_tickets *tickets, void **held);
void captrace_ticket_hold(struct captrace_tickets *tickets, int ticket);
void captrace_ticket_return(struct captrace_tickets *tickets, int ticket);

/* Probe context.  What is held, and nobody will take. */
void captrace_ticket_drop(struct captrace_tickets *tickets, int ticket);

/* Process context, once for each ticket that is held: its description. */
char *captrace_ticket_take(struct captrace_tickets *tickets, int ticket);

#endif
