/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ASK_H
#define CAPTRACE_ASK_H

#include <linux/captrace.h>
#include <linux/types.h>

struct cred;
struct user_namespace;

/* A check, from where a task asks to where it gets its answer. */
struct captrace_ask {
	/* After the asking they may be gone: to be compared only. */
	const struct cred *cred;
	const struct user_namespace *userns;
	unsigned int cap;
	u32 opts;
	/* vm.mmap_min_addr must be so high for it to be asked. */
	u64 mmap_min;

	enum captrace_class class;
	enum captrace_cred whose;
	enum captrace_reason reason;
	u32 userns_nr;
	u32 cred_userns_nr;
	u32 euid;
	/* Of stack.c, if a session wants it. */
	u32 kernel_stack;

	/* Sessions that want it, and that only its class keeps it from. */
	u64 wanted;
	u64 hidden;
	unsigned long generation;

	/* Of the tap that follows it to its answer. */
	void *owner;
	int flight;
};

/*
 * Probe context, by the task that asks.  cred, userns, cap, opts and mmap_min
 * are what is asked.  The first tells class and whose, which filters need; the
 * second all else that must be known before the answer.
 */
void captrace_ask_classify(struct captrace_ask *ask);
void captrace_ask_examine(struct captrace_ask *ask);

/* What cap_capable() of kernel.org answers for this reason. */
static inline bool captrace_ask_granted(enum captrace_reason reason)
{
	return reason == CAPTRACE_REASON_HELD ||
	       reason == CAPTRACE_REASON_OWNER;
}

#endif
