/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CLOCK_H
#define CAPTRACE_CLOCK_H

#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/types.h>

struct captrace_ring;

/* How far other clocks are ahead of CLOCK_MONOTONIC, modulo 2^64. */
struct captrace_clock_offsets {
	u64 realtime_ns;
	u64 boottime_ns;
};

/* What the ring of a CPU was last told of, and in which tick it was looked. */
struct captrace_clock_state {
	unsigned long looked;
	struct captrace_clock_offsets told;
};

/* Any context but NMI, and not while the kernel's clock is being changed. */
struct captrace_clock_offsets captrace_clock_offsets(void);

/* The HEADER tells of these.  Before the first captrace_clock_follow(). */
void captrace_clock_begin(struct captrace_clock_state __percpu *clocks,
			  const struct captrace_clock_offsets *offsets);

/*
 * Before a record is pushed, with preemption off: pushes a CLOCK record into
 * this CPU's ring if one is due.  One that is lost is due again in the next
 * tick.
 */
void captrace_clock_look(struct captrace_clock_state *clock,
			 struct captrace_ring *ring);

static inline void
captrace_clock_follow(struct captrace_clock_state __percpu *clocks,
		      struct captrace_ring *ring)
{
	struct captrace_clock_state *clock = this_cpu_ptr(clocks);
	unsigned long tick = jiffies;

	if (unlikely(clock->looked != tick))
		captrace_clock_look(clock, ring);
}

#endif
