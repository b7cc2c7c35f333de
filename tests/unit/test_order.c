// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "order.h"
#include "unit.h"

#define NR_CPUS	   17
#define NR_RECORDS 200000

static int set_up(void **state)
{
	*state = order_create();
	return !*state;
}

static int tear_down(void **state)
{
	order_destroy(*state);
	return 0;
}

static void push(struct order *order, unsigned int kind, unsigned int cpu,
		 uint64_t time_ns, uint64_t seq)
{
	const union record record = {
		.head = {
			.kind = kind,
			.size = CAPTRACE_RECORD_SIZE,
			.cpu = cpu,
			.time_ns = time_ns,
			.seq = seq,
		},
	};

	assert_int_equal(order_push(order, &record), 0);
}

static void mark(struct order *order, uint64_t time_ns)
{
	push(order, CAPTRACE_MARK, 0, time_ns, 0);
}

static void expect(struct order *order, unsigned int kind, uint64_t seq)
{
	const union record *record = order_pop(order);

	assert_non_null(record);
	assert_int_equal(record->head.kind, kind);
	assert_int_equal(record->head.seq, seq);
}

static void expect_more(struct order *order, uint64_t seq)
{
	const union record *record = order_pop_more(order);

	assert_non_null(record);
	assert_int_equal(record->head.kind, CAPTRACE_MORE);
	assert_int_equal(record->head.seq, seq);
}

static void expect_nothing(struct order *order)
{
	assert_null(order_pop(order));
}

static void nothing_leaves_without_a_mark(void **state)
{
	push(*state, CAPTRACE_CHECK, 0, 1, 0);
	expect_nothing(*state);
}

static void a_mark_lets_out_what_is_not_newer(void **state)
{
	push(*state, CAPTRACE_CHECK, 0, 10, 1);
	push(*state, CAPTRACE_CHECK, 0, 20, 2);
	push(*state, CAPTRACE_CHECK, 0, 21, 3);
	mark(*state, 20);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, CAPTRACE_CHECK, 2);
	expect_nothing(*state);
	mark(*state, 21);
	expect(*state, CAPTRACE_CHECK, 3);
	expect_nothing(*state);
}

static void cpus_are_put_in_the_order_of_time(void **state)
{
	push(*state, CAPTRACE_CHECK, 1, 11, 1);
	push(*state, CAPTRACE_CHECK, 1, 14, 4);
	push(*state, CAPTRACE_CHECK, 7, 12, 2);
	push(*state, CAPTRACE_CHECK, 0, 13, 3);
	push(*state, CAPTRACE_CHECK, 0, 15, 5);
	mark(*state, 100);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, CAPTRACE_CHECK, 2);
	expect(*state, CAPTRACE_CHECK, 3);
	expect(*state, CAPTRACE_CHECK, 4);
	expect(*state, CAPTRACE_CHECK, 5);
	expect_nothing(*state);
}

static void at_the_same_time_birth_is_first_and_death_last(void **state)
{
	push(*state, CAPTRACE_EXIT, 0, 5, 0);
	push(*state, CAPTRACE_CHECK, 1, 5, 1);
	push(*state, CAPTRACE_EXEC, 2, 5, 2);
	push(*state, CAPTRACE_FORK, 3, 5, 3);
	push(*state, CAPTRACE_OUTCOME, 4, 5, 4);
	push(*state, CAPTRACE_CGROUP, 5, 5, 5);
	mark(*state, 5);
	expect(*state, CAPTRACE_CGROUP, 5);
	expect(*state, CAPTRACE_FORK, 3);
	expect(*state, CAPTRACE_EXEC, 2);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, CAPTRACE_OUTCOME, 4);
	expect(*state, CAPTRACE_EXIT, 0);
	expect_nothing(*state);
}

static void at_the_same_time_a_cpu_keeps_its_order(void **state)
{
	push(*state, CAPTRACE_EXIT, 0, 5, 0);
	push(*state, CAPTRACE_CHECK, 0, 5, 1);
	push(*state, CAPTRACE_FORK, 0, 5, 2);
	mark(*state, 5);
	expect(*state, CAPTRACE_EXIT, 0);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, CAPTRACE_FORK, 2);
}

/* Whatever time and CPU stand in a MORE, and whoever else is older. */
static void a_continuation_stays_with_its_record(void **state)
{
	push(*state, CAPTRACE_EXEC, 3, 10, 1);
	push(*state, CAPTRACE_MORE, 3, 10, 2);
	push(*state, CAPTRACE_MORE, 0, 0, 3);
	push(*state, CAPTRACE_MORE, 0, 999, 4);
	push(*state, CAPTRACE_CHECK, 3, 12, 5);
	push(*state, CAPTRACE_FORK, 0, 10, 6);
	push(*state, CAPTRACE_EXEC, 1, 10, 7);
	push(*state, CAPTRACE_MORE, 1, 10, 8);
	mark(*state, 12);
	expect(*state, CAPTRACE_FORK, 6);
	assert_null(order_pop_more(*state));
	expect(*state, CAPTRACE_EXEC, 7);
	expect_more(*state, 8);
	assert_null(order_pop_more(*state));
	expect(*state, CAPTRACE_EXEC, 1);
	expect_more(*state, 2);
	expect_more(*state, 3);
	expect_more(*state, 4);
	assert_null(order_pop_more(*state));
	expect(*state, CAPTRACE_CHECK, 5);
	expect_nothing(*state);
}

static void a_continuation_that_nobody_asks_for_is_skipped(void **state)
{
	push(*state, 9999, 3, 10, 1);
	push(*state, CAPTRACE_MORE, 3, 10, 2);
	push(*state, CAPTRACE_MORE, 3, 10, 3);
	push(*state, CAPTRACE_CHECK, 3, 11, 4);
	mark(*state, 12);
	expect(*state, 9999, 1);
	expect(*state, CAPTRACE_CHECK, 4);
	expect_nothing(*state);
}

static void the_end_lets_out_everything_and_is_last(void **state)
{
	push(*state, CAPTRACE_CHECK, 0, UINT64_MAX, 1);
	push(*state, CAPTRACE_CHECK, 1, 7, 2);
	push(*state, CAPTRACE_END, 0, 3, 9);
	expect(*state, CAPTRACE_CHECK, 2);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, CAPTRACE_END, 9);
	expect_nothing(*state);
}

static void without_an_end_nothing_is_kept_back(void **state)
{
	push(*state, CAPTRACE_CHECK, 1, 8, 1);
	push(*state, CAPTRACE_CHECK, 0, 7, 2);
	order_finish(*state);
	expect(*state, CAPTRACE_CHECK, 2);
	expect(*state, CAPTRACE_CHECK, 1);
	expect_nothing(*state);
}

static void a_mark_that_was_not_emptied_loses_nothing(void **state)
{
	push(*state, CAPTRACE_CHECK, 0, 1, 1);
	push(*state, CAPTRACE_CHECK, 1, 2, 2);
	push(*state, CAPTRACE_CHECK, 0, 3, 3);
	mark(*state, 5);
	expect(*state, CAPTRACE_CHECK, 1);
	push(*state, CAPTRACE_CHECK, 1, 6, 4);
	mark(*state, 6);
	expect(*state, CAPTRACE_CHECK, 2);
	expect(*state, CAPTRACE_CHECK, 3);
	expect(*state, CAPTRACE_CHECK, 4);
	expect_nothing(*state);
}

static void a_far_cpu_number_is_a_cpu(void **state)
{
	push(*state, CAPTRACE_CHECK, 65535, 2, 2);
	push(*state, CAPTRACE_CHECK, 0, 1, 1);
	mark(*state, 2);
	expect(*state, CAPTRACE_CHECK, 1);
	expect(*state, CAPTRACE_CHECK, 2);
}

/*
 * A stream as the device makes it: in each batch the CPUs one after the other,
 * up to some time behind the MARK that follows.
 */
struct stream {
	uint64_t time_ns[NR_CPUS];
	uint64_t seq[NR_CPUS];
	size_t pushed;
};

static void push_batch(struct order *order, struct stream *stream,
		       uint64_t until_ns)
{
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		while (stream->time_ns[cpu] < until_ns + random() % 50) {
			push(order, CAPTRACE_CHECK, cpu, stream->time_ns[cpu],
			     stream->seq[cpu]++);
			stream->time_ns[cpu] += random() % 20;
			stream->pushed++;
		}
	}
	mark(order, until_ns);
}

struct popped {
	uint64_t time_ns;
	uint64_t seq[NR_CPUS];
	size_t count;
};

static void pop_all(struct order *order, struct popped *popped)
{
	const union record *record;

	while ((record = order_pop(order))) {
		assert_true(record->head.time_ns >= popped->time_ns);
		assert_int_equal(record->head.seq,
				 popped->seq[record->head.cpu]);
		popped->time_ns = record->head.time_ns;
		popped->seq[record->head.cpu]++;
		popped->count++;
	}
}

static void a_random_stream_comes_out_sorted_and_whole(void **state)
{
	struct stream stream = { .pushed = 0 };
	struct popped popped = { .count = 0 };
	uint64_t time_ns = 0;

	srandom(4711);
	while (stream.pushed < NR_RECORDS) {
		time_ns += random() % 400;
		push_batch(*state, &stream, time_ns);
		pop_all(*state, &popped);
	}
	order_finish(*state);
	pop_all(*state, &popped);
	assert_int_equal(popped.count, stream.pushed);
}

/* Also finds out if the effort grows with the square of what is kept. */
static void one_late_mark_for_everything_is_no_burden(void **state)
{
	struct popped popped = { .count = 0 };
	size_t i;

	for (i = 0; i < NR_RECORDS * 5; i++)
		push(*state, CAPTRACE_CHECK, i % NR_CPUS, i, i / NR_CPUS);
	mark(*state, i);
	pop_all(*state, &popped);
	assert_int_equal(popped.count, NR_RECORDS * 5);
}

#define order_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		order_test(nothing_leaves_without_a_mark),
		order_test(a_mark_lets_out_what_is_not_newer),
		order_test(cpus_are_put_in_the_order_of_time),
		order_test(at_the_same_time_birth_is_first_and_death_last),
		order_test(at_the_same_time_a_cpu_keeps_its_order),
		order_test(a_continuation_stays_with_its_record),
		order_test(a_continuation_that_nobody_asks_for_is_skipped),
		order_test(the_end_lets_out_everything_and_is_last),
		order_test(without_an_end_nothing_is_kept_back),
		order_test(a_mark_that_was_not_emptied_loses_nothing),
		order_test(a_far_cpu_number_is_a_cpu),
		order_test(a_random_stream_comes_out_sorted_and_whole),
		order_test(one_late_mark_for_everything_is_no_burden),
	};

	return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
