// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hook on cap_capable(): a return probe with a handler of our own before
 * the kernel's.
 *
 * The kernel takes a return instance before it asks an entry_handler.  Every
 * unwanted check would pay for one, and once they run out, our filter would not
 * even be asked.  So the pre_handler of the kretprobe is replaced: ours filters
 * first, and calls the kernel's for wanted checks only.  That one calls
 * probe_follow() if there was an instance, which tells a check that will be
 * followed to its end from one that is lost.
 */
#include <linux/cred.h>
#include <linux/kprobes.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "compat.h"
#include "feed.h"
#include "list.h"
#include "probe.h"
#include "ring.h"
#include "sight.h"
#include "source.h"
#include "syscall.h"

#define PROBED "cap_capable"

/* A wanted check, from its entry to its return. */
struct probe_check {
	u64 wanted;
	unsigned long generation;
	const struct cred *cred;
	const struct user_namespace *userns;
	unsigned int cap;
	u32 opts;
	enum captrace_class class;
	bool mine;
};

/*
 * From probe_enter() to probe_follow(), which runs within it.  No other probe
 * handler can run on this CPU meanwhile: the kernel skips its hit.
 */
static DEFINE_PER_CPU(struct probe_check *, probe_entering);

static struct kretprobe probe;
static kprobe_pre_handler_t probe_kernel_enter;

static enum captrace_class probe_class(unsigned int cap, u32 opts)
{
	if (likely(!(opts & CAPTRACE_OPT_NOAUDIT)))
		return CAPTRACE_CLASS_AUDITED;
	if (cap == CAP_SYS_ADMIN && captrace_syscall_installs_sandbox())
		return CAPTRACE_CLASS_DECISIVE;

	return CAPTRACE_CLASS_ADVISORY;
}

static enum captrace_cred probe_cred(const struct cred *cred)
{
	if (cred != current_cred())
		return CAPTRACE_CRED_OTHER;
	if (current->flags & PF_KTHREAD)
		return CAPTRACE_CRED_KERNEL;
	if (cred != rcu_access_pointer(current->real_cred))
		return CAPTRACE_CRED_OVERRIDDEN;

	return CAPTRACE_CRED_OWN;
}

/* Apart, so that the registers it saves do not burden unwanted checks. */
static noinline void probe_accept(struct kprobe *kp, struct pt_regs *regs,
				  struct probe_check *check)
{
	check->cred = (const struct cred *)compat_arg(regs, 0);
	check->userns = (const struct user_namespace *)compat_arg(regs, 1);

	this_cpu_write(probe_entering, check);
	probe_kernel_enter(kp, regs);

	/* Was it not followed? */
	if (likely(!this_cpu_xchg(probe_entering, NULL)))
		return;
	if (check->mine)
		captrace_sight_begin(false);
	else
		captrace_feed_miss(check->wanted, check->generation);
}

NOKPROBE_SYMBOL(probe_accept);

static int probe_enter(struct kprobe *kp, struct pt_regs *regs)
{
	struct probe_check check;

	/* Before the sessions are asked: one that starts later is not meant. */
	check.generation = captrace_list_generation();
	check.cap = compat_arg(regs, 2);
	check.opts = compat_cap_opts(compat_arg(regs, 3));
	check.class = probe_class(check.cap, check.opts);
	check.mine = captrace_sight_mine();
	check.wanted = likely(!check.mine) ?
			       captrace_feed_match(check.cap, check.class) :
			       0;

	if (unlikely(check.wanted || check.mine))
		probe_accept(kp, regs, &check);

	return 0;
}

NOKPROBE_SYMBOL(probe_enter);

static int probe_follow(struct kretprobe_instance *instance,
			struct pt_regs *regs)
{
	struct probe_check *check = this_cpu_xchg(probe_entering, NULL);

	*(struct probe_check *)instance->data = *check;
	if (check->mine)
		captrace_sight_begin(true);

	return 0;
}

NOKPROBE_SYMBOL(probe_follow);

static int probe_return(struct kretprobe_instance *instance,
			struct pt_regs *regs)
{
	const struct probe_check *check = (void *)instance->data;
	struct captrace_syscall call;
	union captrace_record record = {};

	if (check->mine) {
		captrace_sight_end();
		return 0;
	}

	call = captrace_syscall_get();
	record.check.userns = check->userns->ns.inum;
	record.check.cred_userns = check->cred->user_ns->ns.inum;
	record.check.syscall = call.nr;
	record.check.arch = call.arch;
	record.check.result = compat_result(regs);
	record.check.cap = check->cap;
	record.check.class = check->class;
	record.check.hook = CAPTRACE_HOOK_RETURN;
	record.check.opts = check->opts;
	record.check.cred = probe_cred(check->cred);

	captrace_feed_check(check->wanted, check->generation,
			    from_kuid_munged(&init_user_ns, check->cred->euid),
			    &record);

	return 0;
}

NOKPROBE_SYMBOL(probe_return);

/* Disarmed: nothing is seen until enable_kretprobe(). */
static int probe_register(unsigned int maxactive)
{
	int err;

	memset(&probe, 0, sizeof(probe));
	probe.kp.symbol_name = PROBED;
	probe.kp.flags = KPROBE_FLAG_DISABLED;
	probe.entry_handler = probe_follow;
	probe.handler = probe_return;
	probe.data_size = sizeof(struct probe_check);
	probe.maxactive = maxactive;

	err = register_kretprobe(&probe);
	if (err)
		return err;

	probe_kernel_enter = probe.kp.pre_handler;
	WRITE_ONCE(probe.kp.pre_handler, probe_enter);

	return 0;
}

static int probe_arm(struct captrace_source *source)
{
	int err = probe_register(source->maxactive);

	if (err)
		return err;

	err = enable_kretprobe(&probe);
	if (err)
		unregister_kretprobe(&probe);

	return err;
}

static void probe_disarm(struct captrace_source *source)
{
	unregister_kretprobe(&probe);
}

static u64 probe_unseen(const struct captrace_source *source)
{
	return READ_ONCE(probe.kp.nmissed);
}

static struct captrace_source probe_source = {
	.arm = probe_arm,
	.disarm = probe_disarm,
	.unseen = probe_unseen,
};

int captrace_probe_init(unsigned int maxactive)
{
	int err;

	probe_source.maxactive = clamp_t(unsigned int, maxactive, 1, 1u << 20);

	err = probe_register(probe_source.maxactive);
	if (err) {
		pr_err("cannot probe " PROBED "() in this kernel: error %d\n",
		       err);
		return err;
	}
	unregister_kretprobe(&probe);
	captrace_source_register(CAPTRACE_SOURCE_CHECK, &probe_source);

	return 0;
}
