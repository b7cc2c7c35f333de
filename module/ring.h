/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_RING_H
#define CAPTRACE_RING_H

#include <linux/captrace.h>
#include <linux/types.h>

struct captrace_ring;

/* Any record: as large as all of them, and begins like all of them. */
union captrace_record {
	struct captrace_head head;
	struct captrace_header header;
	struct captrace_check check;
	struct captrace_exec exec;
	struct captrace_fork fork;
	struct captrace_exit exit;
	struct captrace_outcome outcome;
	struct captrace_cgroup cgroup;
	struct captrace_lost lost;
	struct captrace_clock clock;
	struct captrace_stack stack;
	struct captrace_blind blind;
	struct captrace_end end;
	struct captrace_more more;
};

/* What a ring has lost since it was created, and when it lost last. */
struct captrace_ring_loss {
	u64 full;
	u64 missed;
	u64 events;
	u64 first_ns;
	u64 last_ns;
};

/* nr_records is a power of two.  NULL if there is no memory.  May sleep. */
struct captrace_ring *captrace_ring_create(unsigned int nr_records, int cpu);
void captrace_ring_destroy(struct captrace_ring *ring);

/* What captrace_ring_create() will take for this many records. */
unsigned long captrace_ring_bytes(unsigned int nr_records);

/*
 * The writer's side: only on the ring's own CPU, with preemption off, in any
 * context but NMI; never sleeps and never waits.
 */

/*
 * Copies a record with kind, flags and size set, and gives it CPU, time and
 * number.  False means that the ring was full and the loss was counted.
 */
bool captrace_ring_push(struct captrace_ring *ring,
			const union captrace_record *record);

/* Counts a check as lost that could not be followed to its result. */
void captrace_ring_miss(struct captrace_ring *ring);

/* Counts a check that nothing but its class kept out. */
void captrace_ring_hide(struct captrace_ring *ring, enum captrace_class class);

/* Records in the ring, about. */
unsigned int captrace_ring_fill(const struct captrace_ring *ring);

/*
 * The reader's side: one at a time, in process context.
 */

/*
 * From here on, captrace_ring_peek() shows what is there now, and no record
 * that comes later is older than now_ns.  Waits for a record being written.
 */
void captrace_ring_settle(struct captrace_ring *ring, u64 now_ns);

/*
 * The oldest records up to the last captrace_ring_settle(), as many as stand
 * in a row; they stay until captrace_ring_consume().  nr is 0 if there is none.
 */
const union captrace_record *captrace_ring_peek(struct captrace_ring *ring,
						unsigned int *nr);
void captrace_ring_consume(struct captrace_ring *ring, unsigned int nr);

/*
 * Fills in a LOST record of what was lost and not told of yet: up to mark, a
 * LOST record out of this ring, or, if that is NULL and the ring is empty, up
 * to now.  False if that is nothing.
 */
bool captrace_ring_tell_loss(struct captrace_ring *ring,
			     const struct captrace_lost *mark,
			     struct captrace_lost *lost);

/*
 * True if there is a record, or a loss, that was not read yet.  After a full
 * barrier, a record that is missed here comes from a writer which will see
 * what was written before that barrier.  Waits for a record being written.
 */
bool captrace_ring_readable(const struct captrace_ring *ring);

/* Adds to the counters what this ring has lost and hidden. */
void captrace_ring_count(const struct captrace_ring *ring,
			 struct captrace_counters *counters);

#endif
