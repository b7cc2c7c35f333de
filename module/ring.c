// SPDX-License-Identifier: GPL-2.0-only
/*
 * A ring has one writer, the CPU that it belongs to, and one reader.
 *
 *	writer, interrupts off			reader
 *
 *	busy odd				floor_ns = T
 *	full barrier			A	full barrier
 *	time, at least floor_ns			wait while busy is odd
 *	tail, acquire			B	limit = head, acquire
 *	copy into slot				...
 *	head + 1, release		C	copy out of slot
 *	busy even, release		D	tail + n, release
 *
 * A: either the reader finds the writer busy and waits for it, or the writer
 *    finds T and takes no earlier time.  Therefore all records before T stand
 *    below limit, however coarse or uneven the clock is.
 * B pairs with the release of tail, C with the acquire of head.
 * D pairs with the reader's acquire of busy: what the writer did to the loss
 *    while busy was odd is read whole, or read again.
 *
 * What does not fit is counted in the loss, whose counters only grow.  The next
 * record that fits is preceded by a LOST record with their values; the reader
 * makes differences of them.  It may also tell of a loss before that, as no
 * such record may ever come: what it told of already is then left out.
 */
#include <linux/cache.h>
#include <linux/irqflags.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "compat.h"
#include "ring.h"

struct captrace_ring {
	/* Written by the reader. */
	unsigned long tail;
	atomic64_t floor_ns;
	u64 mark_ns;
	unsigned long limit;
	struct captrace_ring_loss told;

	/* Written by the CPU, while busy is odd. */
	unsigned long head ____cacheline_aligned_in_smp;
	unsigned int busy;
	bool gap;
	u64 time_ns;
	u64 seq;

	struct captrace_ring_loss loss ____cacheline_aligned_in_smp;

	/* Written by the CPU; exact only when it has stopped. */
	u64 hidden[CAPTRACE_NR_CLASSES];

	unsigned long mask ____cacheline_aligned_in_smp;
	union captrace_record *slots;
	int cpu;
};

unsigned long captrace_ring_bytes(unsigned int nr_records)
{
	return sizeof(struct captrace_ring) +
	       (unsigned long)nr_records * CAPTRACE_RECORD_SIZE;
}

struct captrace_ring *captrace_ring_create(unsigned int nr_records, int cpu)
{
	struct captrace_ring *ring;

	BUILD_BUG_ON(sizeof(union captrace_record) != CAPTRACE_RECORD_SIZE);

	ring = kzalloc(sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return NULL;

	ring->slots = compat_vzalloc((unsigned long)nr_records *
				     sizeof(*ring->slots));
	if (!ring->slots)
		goto err_free_ring;

	ring->mask = nr_records - 1;
	ring->cpu = cpu;

	return ring;

err_free_ring:
	kfree(ring);
	return NULL;
}

void captrace_ring_destroy(struct captrace_ring *ring)
{
	if (!ring)
		return;

	vfree(ring->slots);
	kfree(ring);
}

static unsigned long ring_begin(struct captrace_ring *ring)
{
	unsigned long irqs;
	u64 now_ns, floor_ns;

	local_irq_save(irqs);
	WRITE_ONCE(ring->busy, ring->busy + 1);
	/* A in the picture above. */
	smp_mb();

	now_ns = ktime_get_mono_fast_ns();
	floor_ns = atomic64_read(&ring->floor_ns);
	if (now_ns < floor_ns)
		now_ns = floor_ns;
	if (now_ns > ring->time_ns)
		ring->time_ns = now_ns;

	return irqs;
}

static void ring_end(struct captrace_ring *ring, unsigned long irqs)
{
	/* D in the picture above. */
	smp_store_release(&ring->busy, ring->busy + 1);
	local_irq_restore(irqs);
}

static void ring_put(struct captrace_ring *ring,
		     const union captrace_record *record, u64 seq)
{
	union captrace_record *slot = &ring->slots[ring->head & ring->mask];

	*slot = *record;
	slot->head.cpu = ring->cpu;
	slot->head.time_ns = ring->time_ns;
	slot->head.seq = seq;
	/* C in the picture above. */
	smp_store_release(&ring->head, ring->head + 1);
}

static noinline void ring_put_loss(struct captrace_ring *ring)
{
	union captrace_record record = {
		.lost = {
			.head.kind = CAPTRACE_LOST,
			.head.size = CAPTRACE_RECORD_SIZE,
			.full = ring->loss.full,
			.missed = ring->loss.missed,
			.events = ring->loss.events,
			.first_ns = ring->loss.first_ns,
			.last_ns = ring->loss.last_ns,
		},
	};

	ring_put(ring, &record, 0);
	ring->gap = false;
}

static void ring_lose(struct captrace_ring *ring, u64 *counter)
{
	if (!ring->gap)
		ring->loss.first_ns = ring->time_ns;
	ring->loss.last_ns = ring->time_ns;
	ring->gap = true;
	ring->seq++;
	(*counter)++;
}

bool captrace_ring_push(struct captrace_ring *ring,
			const union captrace_record *record)
{
	unsigned long irqs = ring_begin(ring);
	unsigned long used;
	bool fits;

	/* B in the picture above. */
	used = ring->head - smp_load_acquire(&ring->tail);
	fits = used + ring->gap <= ring->mask;

	if (likely(fits)) {
		if (unlikely(ring->gap))
			ring_put_loss(ring);
		ring_put(ring, record, ring->seq++);
	} else if (record->head.kind == CAPTRACE_CHECK) {
		ring_lose(ring, &ring->loss.full);
	} else {
		ring_lose(ring, &ring->loss.events);
	}
	ring_end(ring, irqs);

	return fits;
}

void captrace_ring_miss(struct captrace_ring *ring)
{
	unsigned long irqs = ring_begin(ring);

	ring_lose(ring, &ring->loss.missed);
	ring_end(ring, irqs);
}

void captrace_ring_hide(struct captrace_ring *ring, enum captrace_class class)
{
	WRITE_ONCE(ring->hidden[class], ring->hidden[class] + 1);
}

unsigned int captrace_ring_fill(const struct captrace_ring *ring)
{
	return READ_ONCE(ring->head) - READ_ONCE(ring->tail);
}

/* The writer's CPU has interrupts off meanwhile: this takes no time. */
static unsigned int ring_wait(const struct captrace_ring *ring)
{
	unsigned int busy;

	/* D in the picture above. */
	while ((busy = smp_load_acquire(&ring->busy)) & 1)
		cpu_relax();

	return busy;
}

void captrace_ring_settle(struct captrace_ring *ring, u64 now_ns)
{
	/* What was settled last time has been marked since. */
	ring->mark_ns = atomic64_read(&ring->floor_ns);
	atomic64_set(&ring->floor_ns, now_ns);
	/* A in the picture above. */
	smp_mb();
	ring_wait(ring);
	/* C in the picture above. */
	ring->limit = smp_load_acquire(&ring->head);
}

const union captrace_record *captrace_ring_peek(struct captrace_ring *ring,
						unsigned int *nr)
{
	unsigned long at = ring->tail & ring->mask;

	*nr = min(ring->limit - ring->tail, ring->mask + 1 - at);

	return &ring->slots[at];
}

void captrace_ring_consume(struct captrace_ring *ring, unsigned int nr)
{
	/* B in the picture above. */
	smp_store_release(&ring->tail, ring->tail + nr);
}

/* The loss, and where the next record would go, as of one moment. */
static struct captrace_ring_loss ring_loss(const struct captrace_ring *ring,
					   unsigned long *head)
{
	struct captrace_ring_loss loss;
	unsigned int busy;

	do {
		busy = ring_wait(ring);
		loss = ring->loss;
		*head = READ_ONCE(ring->head);
		/* Pairs with A in the writer: the next one would be seen. */
		smp_rmb();
	} while (READ_ONCE(ring->busy) != busy);

	return loss;
}

bool captrace_ring_tell_loss(struct captrace_ring *ring,
			     const struct captrace_lost *mark,
			     struct captrace_lost *lost)
{
	struct captrace_ring_loss loss;
	unsigned long head;
	u64 first_ns;

	if (mark) {
		loss.full = mark->full;
		loss.missed = mark->missed;
		loss.events = mark->events;
		loss.first_ns = mark->first_ns;
		loss.last_ns = mark->last_ns;
	} else {
		loss = ring_loss(ring, &head);
		/* Records stand before it, or a LOST record tells of it. */
		if (head != ring->tail)
			return false;
	}

	/* The counters grow together, so one that is behind tells for all. */
	if (loss.full + loss.missed + loss.events <=
	    ring->told.full + ring->told.missed + ring->told.events)
		return false;

	/* What was told of is part of the same gap, or older. */
	first_ns = loss.first_ns;
	if (first_ns <= ring->told.last_ns)
		first_ns = max(ring->told.last_ns, ring->mark_ns);

	*lost = (struct captrace_lost){
		.head.kind = CAPTRACE_LOST,
		.head.size = CAPTRACE_RECORD_SIZE,
		.head.cpu = ring->cpu,
		.head.time_ns = max(first_ns, ring->mark_ns),
		.full = loss.full - ring->told.full,
		.missed = loss.missed - ring->told.missed,
		.events = loss.events - ring->told.events,
		.first_ns = first_ns,
		.last_ns = loss.last_ns,
	};
	ring->told = loss;

	return true;
}

bool captrace_ring_readable(const struct captrace_ring *ring)
{
	const struct captrace_ring_loss *loss = &ring->loss;
	const struct captrace_ring_loss *told = &ring->told;

	ring_wait(ring);

	return READ_ONCE(ring->head) != READ_ONCE(ring->tail) ||
	       READ_ONCE(loss->full) != READ_ONCE(told->full) ||
	       READ_ONCE(loss->missed) != READ_ONCE(told->missed) ||
	       READ_ONCE(loss->events) != READ_ONCE(told->events);
}

void captrace_ring_count(const struct captrace_ring *ring,
			 struct captrace_counters *counters)
{
	struct captrace_ring_loss loss;
	unsigned long head;
	unsigned int i;

	loss = ring_loss(ring, &head);
	counters->lost_full += loss.full;
	counters->lost_missed += loss.missed;
	counters->lost_events += loss.events;
	for (i = 0; i < CAPTRACE_NR_CLASSES; i++)
		counters->hidden[i] += READ_ONCE(ring->hidden[i]);
}
