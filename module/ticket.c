// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/irq_work.h>
#include <linux/kernel.h>
#include <linux/llist.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "ticket.h"

/* How many places a probe tries before it gives up. */
#define NR_TRIES 8

/*
 * FREE -> CLAIMED by a probe, -> READY by the work, -> FREE by the reader or,
 * for one that was dropped, by the work.
 */
enum ticket_state {
	TICKET_FREE,
	TICKET_CLAIMED,
	TICKET_READY,
};

struct ticket_place {
	atomic_t state;
	char *text;
	struct llist_node held;
	struct llist_node dropped;
	u64 thing[];
};

struct captrace_tickets {
	const struct captrace_ticket_kind *kind;
	unsigned int nr;
	size_t place_size;
	atomic_t next;
	struct llist_head held;
	struct llist_head dropped;
	/* Queueing work takes locks: that is for outside the probe. */
	struct irq_work kick;
	struct work_struct work;
	u64 places[];
};

static struct ticket_place *tickets_at(struct captrace_tickets *tickets,
				       unsigned int ticket)
{
	return (void *)tickets->places + ticket * tickets->place_size;
}

static void place_settle(struct captrace_tickets *tickets,
			 struct ticket_place *place)
{
	place->text = tickets->kind->describe(place->thing);
	tickets->kind->let_go(place->thing);
	atomic_set_release(&place->state, TICKET_READY);
}

static void place_free(struct ticket_place *place)
{
	kfree(place->text);
	place->text = NULL;
	atomic_set_release(&place->state, TICKET_FREE);
}

/* One that was dropped was held before: it is settled when it is freed. */
static void tickets_work(struct work_struct *work)
{
	struct captrace_tickets *tickets =
		container_of(work, struct captrace_tickets, work);
	struct llist_node *dropped = llist_del_all(&tickets->dropped);
	struct llist_node *held = llist_del_all(&tickets->held);
	struct ticket_place *place;

	/* What was held first is gone first. */
	held = llist_reverse_order(held);
	while (held) {
		place = llist_entry(held, struct ticket_place, held);
		held = llist_next(held);
		place_settle(tickets, place);
	}

	while (dropped) {
		place = llist_entry(dropped, struct ticket_place, dropped);
		dropped = llist_next(dropped);
		place_free(place);
	}
}

/* Before whoever was probed goes on, if it can be. */
static void tickets_kick(struct irq_work *kick)
{
	struct captrace_tickets *tickets =
		container_of(kick, struct captrace_tickets, kick);

	queue_work(system_highpri_wq, &tickets->work);
}

struct captrace_tickets *
captrace_tickets_create(unsigned int nr,
			const struct captrace_ticket_kind *kind)
{
	size_t place_size =
		ALIGN(sizeof(struct ticket_place) + kind->size, sizeof(u64));
	struct captrace_tickets *tickets;

	tickets = compat_vzalloc(sizeof(*tickets) + nr * place_size);
	if (!tickets)
		return NULL;

	tickets->kind = kind;
	tickets->nr = nr;
	tickets->place_size = place_size;
	init_llist_head(&tickets->held);
	init_llist_head(&tickets->dropped);
	init_irq_work(&tickets->kick, tickets_kick);
	INIT_WORK(&tickets->work, tickets_work);

	return tickets;
}

void captrace_tickets_destroy(struct captrace_tickets *tickets)
{
	unsigned int ticket;

	if (!tickets)
		return;

	irq_work_sync(&tickets->kick);
	cancel_work_sync(&tickets->work);
	tickets_work(&tickets->work);
	for (ticket = 0; ticket < tickets->nr; ticket++)
		kfree(tickets_at(tickets, ticket)->text);
	vfree(tickets);
}

int captrace_ticket_claim(struct captrace_tickets *tickets, void **held)
{
	struct ticket_place *place;
	unsigned int tries, ticket;

	for (tries = 0; tries < NR_TRIES; tries++) {
		ticket = (unsigned int)atomic_inc_return(&tickets->next) %
			 tickets->nr;
		place = tickets_at(tickets, ticket);
		if (atomic_cmpxchg(&place->state, TICKET_FREE,
				   TICKET_CLAIMED) == TICKET_FREE) {
			*held = place->thing;
			return ticket;
		}
	}

	return CAPTRACE_TICKET_NONE;
}

void captrace_ticket_hold(struct captrace_tickets *tickets, int ticket)
{
	/* A full barrier: the work sees what is held. */
	llist_add(&tickets_at(tickets, ticket)->held, &tickets->held);
	irq_work_queue(&tickets->kick);
}

void captrace_ticket_return(struct captrace_tickets *tickets, int ticket)
{
	atomic_set(&tickets_at(tickets, ticket)->state, TICKET_FREE);
}

void captrace_ticket_drop(struct captrace_tickets *tickets, int ticket)
{
	llist_add(&tickets_at(tickets, ticket)->dropped, &tickets->dropped);
	irq_work_queue(&tickets->kick);
}

char *captrace_ticket_take(struct captrace_tickets *tickets, int ticket)
{
	struct ticket_place *place = tickets_at(tickets, ticket);
	char *text;

	if (atomic_read_acquire(&place->state) != TICKET_READY) {
		/* Kicked, but perhaps not yet queued. */
		irq_work_sync(&tickets->kick);
		flush_work(&tickets->work);
	}

	text = place->text;
	place->text = NULL;
	atomic_set_release(&place->state, TICKET_FREE);

	return text;
}
