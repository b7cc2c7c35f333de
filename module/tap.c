// SPDX-License-Identifier: GPL-2.0-only
#include <linux/percpu.h>
#include <linux/string.h>

#include "compat.h"
#include "flight.h"
#include "tap.h"

/*
 * From captrace_tap_follow() to tap_take(), which runs within it.  No other
 * probe handler can run on this CPU meanwhile: the kernel skips its hit.
 */
static DEFINE_PER_CPU(struct captrace_ask *, tap_entering);

/* Called by the kernel's pre_handler when it has a return instance. */
static int tap_take(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	*(struct captrace_ask *)instance->data =
		*this_cpu_xchg(tap_entering, NULL);

	return 0;
}

NOKPROBE_SYMBOL(tap_take);

/* Apart, so that the registers it saves do not burden unwanted checks. */
noinline bool captrace_tap_follow(struct captrace_tap *tap,
				  struct pt_regs *regs,
				  struct captrace_ask *ask)
{
	this_cpu_write(tap_entering, ask);
	tap->kernel_enter(&tap->probe.kp, regs);

	return likely(!this_cpu_xchg(tap_entering, NULL));
}

NOKPROBE_SYMBOL(captrace_tap_follow);

/* Disarmed: nothing is seen until enable_kretprobe(). */
static int tap_register(struct captrace_tap *tap)
{
	struct kretprobe *probe = &tap->probe;
	int err;

	memset(probe, 0, sizeof(*probe));
	probe->kp.symbol_name = tap->symbol;
	probe->kp.flags = KPROBE_FLAG_DISABLED;
	probe->entry_handler = tap_take;
	probe->handler = tap->leave;
	probe->data_size = sizeof(struct captrace_ask);
	probe->maxactive = tap->source.maxactive;

	err = register_kretprobe(probe);
	if (err)
		return err;

	tap->kernel_enter = probe->kp.pre_handler;
	WRITE_ONCE(probe->kp.pre_handler, tap->enter);

	return 0;
}

static struct captrace_tap *tap_of(const struct captrace_source *source)
{
	return container_of(source, struct captrace_tap, source);
}

static int tap_arm(struct captrace_source *source)
{
	struct captrace_tap *tap = tap_of(source);
	int err = tap_register(tap);

	if (err)
		return err;

	err = enable_kretprobe(&tap->probe);
	if (err)
		unregister_kretprobe(&tap->probe);

	return err;
}

/* A call that was followed, and is under way still, returns unseen. */
static void tap_disarm(struct captrace_source *source)
{
	struct captrace_tap *tap = tap_of(source);

	unregister_kretprobe(&tap->probe);
	captrace_flight_end_all(tap);
}

static u64 tap_unseen(const struct captrace_source *source)
{
	return READ_ONCE(tap_of(source)->probe.kp.nmissed);
}

int captrace_tap_init(struct captrace_tap *tap, enum captrace_source_id id,
		      unsigned int maxactive)
{
	int err;

	tap->source.arm = tap_arm;
	tap->source.disarm = tap_disarm;
	tap->source.unseen = tap_unseen;
	tap->source.maxactive = maxactive;

	err = tap_register(tap);
	if (err)
		return err;

	unregister_kretprobe(&tap->probe);
	captrace_source_register(id, &tap->source);

	return 0;
}
