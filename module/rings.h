/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_RINGS_H
#define CAPTRACE_RINGS_H

#include <linux/types.h>

struct captrace_ring;
struct captrace_session;
union captrace_record;

/*
 * The rings of a session: one for each CPU that is online, and for those that
 * come while it is published.
 */

/* With the default number of records; brought within bounds. */
int captrace_rings_init(unsigned int records);
void captrace_rings_exit(void);

/* Records in each ring of a session that asks for no number. */
unsigned int captrace_rings_default(void);

/* CPUs that have, or would have, a ring. */
unsigned int captrace_rings_cpus(void);

/*
 * -ENOMEM, also when all rings of all sessions would take too much memory; then
 * the session has none.
 */
int captrace_rings_create(struct captrace_session *session);

/* For a session that does not run: of what size rings will be. */
void captrace_rings_resize(struct captrace_session *session,
			   unsigned int nr_records);
void captrace_rings_destroy(struct captrace_session *session);

/* The next CPU after cpu, -1 for the first, that has a ring; or nr_cpu_ids. */
unsigned int captrace_rings_next(const struct captrace_session *session,
				 int cpu);
struct captrace_ring *captrace_rings_of(const struct captrace_session *session,
					unsigned int cpu);

/* As captrace_ring_readable(), of any ring. */
bool captrace_rings_readable(const struct captrace_session *session);

/*
 * Probe context: the ring of this CPU, NULL if there was no memory for it.
 */
struct captrace_ring *
captrace_rings_here(const struct captrace_session *session);

/*
 * Then: a record into it, or a check that was missed, for the reader to be
 * woken; false if the record was lost and the loss was counted.
 */
bool captrace_rings_push(struct captrace_session *session,
			 const union captrace_record *record);
void captrace_rings_miss(struct captrace_session *session);

#endif
