/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TAP_H
#define CAPTRACE_TAP_H

#include <linux/kprobes.h>

#include "ask.h"
#include "compat.h"
#include "list.h"
#include "source.h"

/*
 * A return probe with a handler of our own before the kernel's.
 *
 * The kernel takes a return instance before it asks an entry_handler.  Every
 * unwanted check would pay for one, and once they run out, our filter would not
 * even be asked.  So the pre_handler of the kretprobe is replaced by @enter,
 * which filters first, and calls captrace_tap_follow() for what is wanted.
 */
struct captrace_tap {
	struct captrace_source source;
	const char *symbol;
	/* In both, preemption is off; interrupts may be on. */
	kprobe_pre_handler_t enter;
	kretprobe_handler_t leave;

	/* The tap's own. */
	struct kretprobe probe;
	kprobe_pre_handler_t kernel_enter;
};

/*
 * Registers the tap as a source that can follow maxactive calls at once.  A
 * negative errno if its function cannot be probed in this kernel.
 */
int captrace_tap_init(struct captrace_tap *tap, enum captrace_source_id id,
		      unsigned int maxactive);

/*
 * Within @enter, with what that was given: the return will be seen, and find a
 * copy of ask in captrace_tap_ask().  False if no return instance was left.
 */
bool captrace_tap_follow(struct captrace_tap *tap, struct pt_regs *regs,
			 struct captrace_ask *ask);

/*
 * Within @enter of a function that begins with what cap_capable() does: cred,
 * user namespace, capability.  The ask is classified, and may be matched.
 */
static inline void captrace_tap_read(struct captrace_ask *ask,
				     struct pt_regs *regs, u32 opts)
{
	/* Before the sessions are asked: one that starts later is not meant. */
	ask->generation = captrace_list_generation();
	ask->cred = (const struct cred *)compat_arg(regs, 0);
	ask->userns = (const struct user_namespace *)compat_arg(regs, 1);
	ask->cap = compat_arg(regs, 2);
	ask->opts = opts;
	ask->mmap_min = 0;
	captrace_ask_classify(ask);
}

/* Within @leave. */
static inline const struct captrace_ask *
captrace_tap_ask(struct kretprobe_instance *instance)
{
	return (const struct captrace_ask *)instance->data;
}

/* The tap whose @enter was called with this. */
static inline struct captrace_tap *captrace_tap_of(struct kprobe *kp)
{
	return container_of(kp, struct captrace_tap, probe.kp);
}

#endif
