// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "order.h"

#define FIRST_RECORDS 64

/* The records of one CPU, which come in the order of their time. */
struct queue {
	union record *records;
	size_t first;
	size_t end;
	size_t capacity;
};

/*
 * The heap holds the queues whose first record may be let out, the oldest on
 * top.  It is made anew at each MARK, so what is pushed behind a MARK never
 * disturbs it.  A record that was let out leaves its queue on top, stale, until
 * the next pop: its MORE records are taken from there.
 */
struct order {
	struct queue *queues;
	size_t nr_queues;
	size_t *heap;
	size_t heap_size;
	bool stale;
	uint64_t horizon_ns;
	size_t last_pushed;
	bool ended;
	union record end;
};

struct order *order_create(void)
{
	return calloc(1, sizeof(struct order));
}

void order_destroy(struct order *order)
{
	size_t i;

	if (!order)
		return;

	for (i = 0; i < order->nr_queues; i++)
		free(order->queues[i].records);
	free(order->queues);
	free(order->heap);
	free(order);
}

static int add_queues(struct order *order, size_t nr_queues)
{
	struct queue *queues;
	size_t *heap;

	heap = realloc(order->heap, nr_queues * sizeof(*heap));
	if (!heap)
		return -ENOMEM;
	order->heap = heap;

	queues = realloc(order->queues, nr_queues * sizeof(*queues));
	if (!queues)
		return -ENOMEM;

	memset(queues + order->nr_queues, 0,
	       (nr_queues - order->nr_queues) * sizeof(*queues));
	order->queues = queues;
	order->nr_queues = nr_queues;

	return 0;
}

static bool is_empty(const struct queue *queue)
{
	return queue->first == queue->end;
}

static const union record *front(const struct queue *queue)
{
	return &queue->records[queue->first];
}

static int queue_make_room(struct queue *queue)
{
	size_t capacity = queue->capacity * 2;
	union record *records;

	if (queue->end < queue->capacity)
		return 0;

	/* At least half is free, so a record is moved but once on average. */
	if (queue->first && queue->first >= queue->capacity / 2) {
		queue->end -= queue->first;
		memmove(queue->records, front(queue),
			queue->end * sizeof(*queue->records));
		queue->first = 0;
		return 0;
	}

	if (!capacity)
		capacity = FIRST_RECORDS;
	records = realloc(queue->records, capacity * sizeof(*records));
	if (!records)
		return -ENOMEM;

	queue->records = records;
	queue->capacity = capacity;

	return 0;
}

static int rank(const union record *record)
{
	switch (record->head.kind) {
	case CAPTRACE_CGROUP:
		return 0;
	case CAPTRACE_FORK:
		return 1;
	case CAPTRACE_EXEC:
		return 2;
	case CAPTRACE_OUTCOME:
		return 4;
	case CAPTRACE_EXIT:
		return 5;
	default:
		return 3;
	}
}

static bool is_before(const struct order *order, size_t a, size_t b)
{
	const union record *left = front(&order->queues[a]);
	const union record *right = front(&order->queues[b]);

	if (left->head.time_ns != right->head.time_ns)
		return left->head.time_ns < right->head.time_ns;
	if (rank(left) != rank(right))
		return rank(left) < rank(right);

	return a < b;
}

static void sift_down(struct order *order, size_t at)
{
	size_t *heap = order->heap;
	size_t moved = heap[at];
	size_t child;

	while ((child = 2 * at + 1) < order->heap_size) {
		if (child + 1 < order->heap_size &&
		    is_before(order, heap[child + 1], heap[child]))
			child++;
		if (!is_before(order, heap[child], moved))
			break;
		heap[at] = heap[child];
		at = child;
	}

	heap[at] = moved;
}

static bool may_leave(const struct order *order, const struct queue *queue)
{
	return !is_empty(queue) &&
	       front(queue)->head.time_ns <= order->horizon_ns;
}

static void let_out(struct order *order, uint64_t time_ns)
{
	size_t i;

	order->horizon_ns = time_ns;
	order->heap_size = 0;
	order->stale = false;

	for (i = 0; i < order->nr_queues; i++) {
		if (may_leave(order, &order->queues[i]))
			order->heap[order->heap_size++] = i;
	}

	for (i = order->heap_size / 2; i > 0; i--)
		sift_down(order, i - 1);
}

void order_finish(struct order *order)
{
	let_out(order, UINT64_MAX);
}

static int enqueue(struct order *order, size_t cpu, const union record *record)
{
	struct queue *queue;

	if (cpu >= order->nr_queues && add_queues(order, cpu + 1))
		return -ENOMEM;

	queue = &order->queues[cpu];
	if (queue_make_room(queue))
		return -ENOMEM;

	queue->records[queue->end++] = *record;
	order->last_pushed = cpu;

	return 0;
}

int order_push(struct order *order, const union record *record)
{
	switch (record->head.kind) {
	case CAPTRACE_MARK:
		let_out(order, record->head.time_ns);
		return 0;
	case CAPTRACE_END:
		order->ended = true;
		order->end = *record;
		order_finish(order);
		return 0;
	case CAPTRACE_MORE:
		return enqueue(order, order->last_pushed, record);
	default:
		return enqueue(order, record->head.cpu, record);
	}
}

static const union record *take(struct order *order)
{
	struct queue *queue = &order->queues[order->heap[0]];

	order->stale = true;
	return &queue->records[queue->first++];
}

/* The queue on top has lost its first record: where does it belong now? */
static void settle(struct order *order)
{
	struct queue *queue = &order->queues[order->heap[0]];

	order->stale = false;
	if (is_empty(queue))
		queue->first = queue->end = 0;
	if (!may_leave(order, queue))
		order->heap[0] = order->heap[--order->heap_size];
	if (order->heap_size)
		sift_down(order, 0);
}

static bool is_continued(const struct order *order)
{
	const struct queue *queue = &order->queues[order->heap[0]];

	return !is_empty(queue) && front(queue)->head.kind == CAPTRACE_MORE;
}

const union record *order_pop_more(struct order *order)
{
	return order->stale && is_continued(order) ? take(order) : NULL;
}

const union record *order_pop(struct order *order)
{
	while (order_pop_more(order))
		;
	if (order->stale)
		settle(order);

	if (order->heap_size)
		return take(order);

	if (!order->ended)
		return NULL;

	order->ended = false;
	return &order->end;
}
