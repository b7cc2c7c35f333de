// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cpumask.h>
#include <linux/irqflags.h>
#include <linux/ktime.h>
#include <linux/time64.h>

#include "clock.h"
#include "ring.h"

struct captrace_clock_offsets captrace_clock_offsets(void)
{
	ktime_t zero = ns_to_ktime(0);

	return (struct captrace_clock_offsets){
		.realtime_ns =
			ktime_to_ns(ktime_mono_to_any(zero, TK_OFFS_REAL)),
		.boottime_ns =
			ktime_to_ns(ktime_mono_to_any(zero, TK_OFFS_BOOT)),
	};
}

void captrace_clock_begin(struct captrace_clock_state __percpu *clocks,
			  const struct captrace_clock_offsets *offsets)
{
	int cpu;

	for_each_possible_cpu(cpu)
		per_cpu_ptr(clocks, cpu)->told = *offsets;
}

static bool clock_differs(u64 a_ns, u64 b_ns)
{
	s64 difference_ns = a_ns - b_ns;

	return difference_ns >= (s64)NSEC_PER_MSEC ||
	       difference_ns <= -(s64)NSEC_PER_MSEC;
}

static void clock_tell(struct captrace_clock_state *clock,
		       struct captrace_ring *ring)
{
	struct captrace_clock_offsets offsets = captrace_clock_offsets();
	union captrace_record record = {
		.clock = {
			.head.kind = CAPTRACE_CLOCK,
			.head.size = CAPTRACE_RECORD_SIZE,
			.realtime_offset_ns = offsets.realtime_ns,
			.boottime_offset_ns = offsets.boottime_ns,
		},
	};

	if (!clock_differs(offsets.realtime_ns, clock->told.realtime_ns) &&
	    !clock_differs(offsets.boottime_ns, clock->told.boottime_ns))
		return;
	if (captrace_ring_push(ring, &record))
		clock->told = offsets;
}

void captrace_clock_look(struct captrace_clock_state *clock,
			 struct captrace_ring *ring)
{
	unsigned long irqs;

	/* What interrupts this CPU would tell of the same. */
	local_irq_save(irqs);
	clock->looked = jiffies;
	clock_tell(clock, ring);
	local_irq_restore(irqs);
}
