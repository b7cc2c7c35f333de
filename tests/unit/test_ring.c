// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring of the module, with a thread for the CPU that writes.
 */
#include <pthread.h>
#include <sched.h>
#include <time.h>

#include "unit.h"

#include "../../module/ring.c"

#define NR_RECORDS 64
#define NR_ENOUGH  20000
#define MARK_NS	   1000

/* How far the clock of the writer is behind that of the reader. */
#define LAG_NS 300000

/* It goes in steps so large. */
#define STEP_NS 100000

/* The loops in which a thread would have been seen to go on. */
#define ROUNDS 10000

static _Thread_local bool is_writer;
static bool hold, held;
static bool settled;
static bool enough;
static u64 nr_pushed;
static unsigned long rounds;

static bool is_set(const bool *flag)
{
	return __atomic_load_n(flag, __ATOMIC_SEQ_CST);
}

static void set(bool *flag, bool value)
{
	__atomic_store_n(flag, value, __ATOMIC_SEQ_CST);
}

static u64 coarse_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);

	return (now.tv_sec * 1000000000ull + now.tv_nsec) / STEP_NS * STEP_NS;
}

/* Between taking its time and giving it to the writer, it may stand still. */
u64 ktime_get_mono_fast_ns(void)
{
	u64 now_ns = coarse_ns() - (is_writer ? LAG_NS : 0);

	if (!is_set(&hold))
		return now_ns;

	set(&held, true);
	while (is_set(&hold))
		sched_yield();

	return MARK_NS - 1;
}

void cpu_relax(void)
{
	__atomic_fetch_add(&rounds, 1, __ATOMIC_SEQ_CST);
	sched_yield();
}

static const union captrace_record check = {
	.head = {
		.kind = CAPTRACE_CHECK,
		.size = CAPTRACE_RECORD_SIZE,
	},
};

static void *push_one(void *ring)
{
	is_writer = true;
	captrace_ring_push(ring, &check);

	return NULL;
}

static void *settle(void *ring)
{
	captrace_ring_settle(ring, MARK_NS);
	set(&settled, true);

	return NULL;
}

static void test_settle_waits_for_a_writer(void **state)
{
	struct captrace_ring *ring = captrace_ring_create(NR_RECORDS, 0);
	const union captrace_record *records;
	pthread_t writer, reader;
	bool early;
	unsigned int nr;

	(void)state;
	set(&hold, true);
	pthread_create(&writer, NULL, push_one, ring);
	while (!is_set(&held))
		sched_yield();

	pthread_create(&reader, NULL, settle, ring);
	while (!is_set(&settled) &&
	       __atomic_load_n(&rounds, __ATOMIC_SEQ_CST) < ROUNDS)
		sched_yield();
	early = is_set(&settled);
	set(&hold, false);
	pthread_join(writer, NULL);
	pthread_join(reader, NULL);

	assert_false(early);
	records = captrace_ring_peek(ring, &nr);
	assert_int_equal(nr, 1);
	assert_true(records[0].head.time_ns >= MARK_NS);
	captrace_ring_destroy(ring);
}

static void *push_many(void *ring)
{
	is_writer = true;
	for (; !is_set(&enough); nr_pushed++)
		if (!captrace_ring_push(ring, &check))
			sched_yield();

	return NULL;
}

struct seen {
	u64 mark_ns;
	u64 time_ns;
	u64 delivered;
	u64 lost;
	u64 wrong;
};

static void take_loss(struct seen *seen, struct captrace_ring *ring,
		      const struct captrace_lost *mark)
{
	struct captrace_lost lost;

	if (!captrace_ring_tell_loss(ring, mark, &lost))
		return;

	seen->lost += lost.full;
	seen->wrong += lost.head.time_ns < seen->mark_ns;
}

/* Numbers that are missing were told of as lost before, at the latest. */
static void take(struct seen *seen, struct captrace_ring *ring,
		 const union captrace_record *record)
{
	seen->wrong += record->head.time_ns < seen->time_ns ||
		       record->head.time_ns < seen->mark_ns;
	seen->time_ns = record->head.time_ns;

	if (record->head.kind == CAPTRACE_LOST) {
		take_loss(seen, ring, &record->lost);
		return;
	}
	seen->wrong += record->head.seq != seen->delivered + seen->lost;
	seen->delivered++;
}

static void drain(struct seen *seen, struct captrace_ring *ring)
{
	u64 mark_ns = coarse_ns();
	const union captrace_record *records;
	unsigned int i, nr;

	captrace_ring_settle(ring, mark_ns);
	while (records = captrace_ring_peek(ring, &nr), nr) {
		for (i = 0; i < nr; i++)
			take(seen, ring, &records[i]);
		captrace_ring_consume(ring, nr);
	}
	take_loss(seen, ring, NULL);
	seen->mark_ns = mark_ns;
}

static void test_order_and_loss(void **state)
{
	struct captrace_ring *ring = captrace_ring_create(NR_RECORDS, 0);
	struct seen seen = { .mark_ns = 0 };
	pthread_t writer;

	(void)state;
	pthread_create(&writer, NULL, push_many, ring);
	while (seen.delivered < NR_ENOUGH)
		drain(&seen, ring);
	set(&enough, true);
	pthread_join(writer, NULL);
	drain(&seen, ring);

	assert_int_equal(seen.wrong, 0);
	assert_int_equal(seen.delivered + seen.lost, nr_pushed);
	captrace_ring_destroy(ring);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settle_waits_for_a_writer),
		cmocka_unit_test(test_order_and_loss),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
