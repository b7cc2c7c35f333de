// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/sched.h>

#include "ask.h"
#include "flight.h"

#define FLIGHT_BITS 10

/* A task is found in one of so many places in a row. */
#define NR_TRIES 16

/* All but task is the task's own, from its claim to its end. */
struct flight {
	atomic_long_t task;
	enum captrace_flight_kind kind;
	const void *owner;
	bool met;
	bool lost;
	unsigned int cap;
	const struct cred *cred;
	const struct user_namespace *userns;
};

static struct flight flights[1 << FLIGHT_BITS];

atomic_t captrace_flights;

static unsigned int flight_place(unsigned int try)
{
	return (hash_ptr(current, FLIGHT_BITS) + try) &
	       ((1 << FLIGHT_BITS) - 1);
}

int captrace_flight_begin(enum captrace_flight_kind kind, const void *owner,
			  const struct captrace_ask *ask)
{
	struct flight *flight;
	unsigned int try, place;

	for (try = 0; try < NR_TRIES; try++) {
		place = flight_place(try);
		flight = &flights[place];
		if (atomic_long_cmpxchg(&flight->task, 0, (long)current))
			continue;

		flight->kind = kind;
		flight->owner = owner;
		flight->met = false;
		flight->lost = false;
		flight->cap = ask->cap;
		flight->cred = ask->cred;
		flight->userns = ask->userns;
		atomic_inc(&captrace_flights);
		return place;
	}

	return CAPTRACE_FLIGHT_NONE;
}

static void flight_free(struct flight *flight)
{
	atomic_dec(&captrace_flights);
	atomic_long_set(&flight->task, 0);
}

bool captrace_flight_end(int ticket)
{
	bool met;

	if (ticket == CAPTRACE_FLIGHT_NONE)
		return false;

	met = flights[ticket].met;
	flight_free(&flights[ticket]);

	return met;
}

void captrace_flight_lose(int ticket)
{
	flights[ticket].lost = true;
}

void captrace_flight_end_all(const void *owner)
{
	struct flight *flight;
	unsigned int place;

	for (place = 0; place < ARRAY_SIZE(flights); place++) {
		flight = &flights[place];
		if (atomic_long_read(&flight->task) && flight->owner == owner)
			flight_free(flight);
	}
}

static bool flight_is(const struct flight *flight,
		      enum captrace_flight_kind kind,
		      const struct captrace_ask *ask)
{
	return atomic_long_read(&flight->task) == (long)current &&
	       flight->kind == kind && flight->cap == ask->cap &&
	       flight->cred == ask->cred && flight->userns == ask->userns;
}

bool captrace_flight_meet(enum captrace_flight_kind kind,
			  const struct captrace_ask *ask)
{
	struct flight *flight;
	unsigned int try;
	bool met = false;

	for (try = 0; try < NR_TRIES; try++) {
		flight = &flights[flight_place(try)];
		if (!flight_is(flight, kind, ask))
			continue;

		flight->met = true;
		met = true;
		if (flight->lost)
			flight_free(flight);
	}

	return met;
}
