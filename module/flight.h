/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FLIGHT_H
#define CAPTRACE_FLIGHT_H

#include <linux/atomic.h>
#include <linux/types.h>

struct captrace_ask;

/*
 * Checks that are seen from outside of cap_capable(), and may or may not be
 * seen again within it: a flight begins where such a function is entered, and
 * ends where it returns.  In probe context, by the task that asks, unless said
 * otherwise.
 */
enum captrace_flight_kind {
	CAPTRACE_FLIGHT_SITE,
	CAPTRACE_FLIGHT_LSM,
};

#define CAPTRACE_FLIGHT_NONE (-1)

extern atomic_t captrace_flights;

/* A ticket, or CAPTRACE_FLIGHT_NONE when too many are under way. */
int captrace_flight_begin(enum captrace_flight_kind kind, const void *owner,
			  const struct captrace_ask *ask);

/* The return will not be seen: it ends when the same is asked again. */
void captrace_flight_lose(int ticket);

/*
 * Ends all of an owner that sees no return any more, some of which may still be
 * to come.  Process context.
 */
void captrace_flight_end_all(const void *owner);

/* Was the same asked meanwhile?  Takes CAPTRACE_FLIGHT_NONE, too. */
bool captrace_flight_end(int ticket);

/* The task asks this: is it within a flight of that kind that asks the same? */
bool captrace_flight_meet(enum captrace_flight_kind kind,
			  const struct captrace_ask *ask);

/* Cheap, and nearly always false. */
static inline bool captrace_flight_any(void)
{
	return unlikely(atomic_read(&captrace_flights));
}

#endif
