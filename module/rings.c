// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cpu.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mutex.h>
#include <linux/percpu.h>

#include "compat.h"
#include "list.h"
#include "clock.h"
#include "ring.h"
#include "rings.h"
#include "session.h"

/* What the rings of one session may take that did not ask for a size. */
#define DEFAULT_BYTES_MAX (64ull << 20)

/* Protects the creation of rings, and their sum.  Inside the list's lock. */
static DEFINE_MUTEX(rings_lock);
static u64 rings_bytes;

static unsigned int default_records;
static int hotplug_state;

/* Under rings_lock. */
static int rings_add(struct captrace_session *session, unsigned int cpu)
{
	struct captrace_ring **place = per_cpu_ptr(session->rings, cpu);
	unsigned long bytes = captrace_ring_bytes(session->nr_records);
	struct captrace_ring *ring;

	if (*place)
		return 0;
	if (rings_bytes + bytes > compat_ram_bytes() / 4)
		return -ENOMEM;

	ring = captrace_ring_create(session->nr_records, cpu);
	if (!ring)
		return -ENOMEM;

	session->rings_bytes += bytes;
	rings_bytes += bytes;
	WRITE_ONCE(*place, ring);

	return 0;
}

/* Under rings_lock. */
static void rings_remove(struct captrace_session *session)
{
	struct captrace_ring **place;
	int cpu;

	for_each_possible_cpu(cpu) {
		place = per_cpu_ptr(session->rings, cpu);
		captrace_ring_destroy(*place);
		*place = NULL;
	}

	rings_bytes -= session->rings_bytes;
	session->rings_bytes = 0;
}

/* A session without a ring on this CPU counts its checks as lost. */
static void rings_visit(struct captrace_session *session, void *data)
{
	mutex_lock(&rings_lock);
	rings_add(session, *(unsigned int *)data);
	mutex_unlock(&rings_lock);
}

static int rings_cpu_up(unsigned int cpu)
{
	captrace_list_visit(rings_visit, &cpu);

	return 0;
}

int captrace_rings_init(unsigned int records)
{
	default_records = roundup_pow_of_two(clamp_t(
		unsigned int, records, CAPTRACE_RING_MIN, CAPTRACE_RING_MAX));
	hotplug_state = compat_hotplug_init("captrace:ring", rings_cpu_up);

	return min(hotplug_state, 0);
}

void captrace_rings_exit(void)
{
	compat_hotplug_exit(hotplug_state);
}

unsigned int captrace_rings_default(void)
{
	u64 bytes_max = min(DEFAULT_BYTES_MAX, compat_ram_bytes() / 32);
	unsigned int nr_cpus = captrace_rings_cpus();
	unsigned int nr = default_records;

	while (nr > CAPTRACE_RING_MIN &&
	       (u64)nr * CAPTRACE_RECORD_SIZE * nr_cpus > bytes_max)
		nr /= 2;

	return nr;
}

unsigned int captrace_rings_cpus(void)
{
	return cpumask_weight(compat_ring_cpus);
}

int captrace_rings_create(struct captrace_session *session)
{
	int cpu, err = 0;

	/* A CPU that comes later finds the session in the list. */
	cpus_read_lock();
	mutex_lock(&rings_lock);
	for_each_cpu(cpu, compat_ring_cpus) {
		err = rings_add(session, cpu);
		if (err)
			break;
	}
	if (err)
		rings_remove(session);
	mutex_unlock(&rings_lock);
	cpus_read_unlock();

	return err;
}

void captrace_rings_resize(struct captrace_session *session,
			   unsigned int nr_records)
{
	mutex_lock(&rings_lock);
	rings_remove(session);
	session->nr_records = nr_records;
	mutex_unlock(&rings_lock);
}

void captrace_rings_destroy(struct captrace_session *session)
{
	mutex_lock(&rings_lock);
	rings_remove(session);
	mutex_unlock(&rings_lock);
}

struct captrace_ring *captrace_rings_of(const struct captrace_session *session,
					unsigned int cpu)
{
	return READ_ONCE(*per_cpu_ptr(session->rings, cpu));
}

unsigned int captrace_rings_next(const struct captrace_session *session,
				 int cpu)
{
	unsigned int next = cpumask_next(cpu, cpu_possible_mask);

	while (next < nr_cpu_ids && !captrace_rings_of(session, next))
		next = cpumask_next(next, cpu_possible_mask);

	return next;
}

bool captrace_rings_readable(const struct captrace_session *session)
{
	unsigned int cpu = captrace_rings_next(session, -1);

	while (cpu < nr_cpu_ids) {
		if (captrace_ring_readable(captrace_rings_of(session, cpu)))
			return true;
		cpu = captrace_rings_next(session, cpu);
	}

	return false;
}

struct captrace_ring *
captrace_rings_here(const struct captrace_session *session)
{
	return this_cpu_read(*session->rings);
}

bool captrace_rings_push(struct captrace_session *session,
			 const union captrace_record *record)
{
	struct captrace_ring *ring = captrace_rings_here(session);
	bool pushed;

	if (unlikely(!ring)) {
		atomic_long_inc(record->head.kind == CAPTRACE_CHECK ?
					&session->ringless_checks :
					&session->ringless_events);
		return false;
	}

	captrace_clock_follow(session->clocks, ring);
	pushed = captrace_ring_push(ring, record);
	captrace_wait_wake(&session->wait, captrace_ring_fill(ring));

	return pushed;
}

void captrace_rings_miss(struct captrace_session *session)
{
	struct captrace_ring *ring = captrace_rings_here(session);

	if (unlikely(!ring)) {
		atomic_long_inc(&session->ringless_checks);
		return;
	}

	captrace_ring_miss(ring);
	captrace_wait_wake(&session->wait, captrace_ring_fill(ring));
}
