// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where processes are born, change and die.  One mechanism for all kernels,
 * with tracepoints or without: probes on functions that have the same name,
 * first argument and place since Linux 4.4.
 *
 * wake_up_new_task(task)	by the parent, before the child's first
 *				instruction
 * setup_new_exec(bprm)		past the point of no return, before the new
 *				program's first instruction
 * do_notify_parent(task, ..)	when the last thread is gone, before the number
 *				is free; release_task() would not do, as it is
 *				not entered for some leaders
 */
#include <linux/binfmts.h>
#include <linux/kprobes.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "compat.h"
#include "feed.h"
#include "source.h"
#include "task.h"

struct task_probe {
	struct captrace_source source;
	struct kprobe kp;
	const char *symbol;
	kprobe_pre_handler_t handler;
};

static int task_birth(struct kprobe *kp, struct pt_regs *regs)
{
	struct task_struct *task = (struct task_struct *)compat_arg(regs, 0);

	if (task->pid == task->tgid)
		captrace_feed_birth(task);

	return 0;
}

NOKPROBE_SYMBOL(task_birth);

static int task_exec(struct kprobe *kp, struct pt_regs *regs)
{
	struct linux_binprm *bprm = (struct linux_binprm *)compat_arg(regs, 0);

	captrace_feed_exec(bprm->file, bprm->filename);

	return 0;
}

NOKPROBE_SYMBOL(task_exec);

/* Also called for a traced thread, and for a stopped or continued process. */
static int task_death(struct kprobe *kp, struct pt_regs *regs)
{
	struct task_struct *task = (struct task_struct *)compat_arg(regs, 0);

	if (thread_group_leader(task) && thread_group_empty(task))
		captrace_feed_death(task);

	return 0;
}

NOKPROBE_SYMBOL(task_death);

static int task_register(struct task_probe *probe, u32 flags)
{
	memset(&probe->kp, 0, sizeof(probe->kp));
	probe->kp.symbol_name = probe->symbol;
	probe->kp.pre_handler = probe->handler;
	probe->kp.flags = flags;

	return register_kprobe(&probe->kp);
}

static int task_arm(struct captrace_source *source)
{
	struct task_probe *probe =
		container_of(source, struct task_probe, source);

	return task_register(probe, 0);
}

static void task_disarm(struct captrace_source *source)
{
	struct task_probe *probe =
		container_of(source, struct task_probe, source);

	unregister_kprobe(&probe->kp);
}

static u64 task_unseen(const struct captrace_source *source)
{
	const struct task_probe *probe =
		container_of(source, struct task_probe, source);

	return READ_ONCE(probe->kp.nmissed);
}

#define TASK_PROBE(symbol_, handler_) \
	{                             \
		.source = { \
			.arm = task_arm, \
			.disarm = task_disarm, \
			.unseen = task_unseen, \
		}, \
		.symbol = symbol_, \
		.handler = handler_,         \
	}

static struct task_probe task_births =
	TASK_PROBE("wake_up_new_task", task_birth);
static struct task_probe task_execs = TASK_PROBE("setup_new_exec", task_exec);
static struct task_probe task_deaths =
	TASK_PROBE("do_notify_parent", task_death);

static int task_add(enum captrace_source_id id, struct task_probe *probe)
{
	int err;

	err = task_register(probe, KPROBE_FLAG_DISABLED);
	if (err) {
		pr_err("cannot probe %s() in this kernel: error %d\n",
		       probe->symbol, err);
		return err;
	}
	unregister_kprobe(&probe->kp);
	captrace_source_register(id, &probe->source);

	return 0;
}

int captrace_task_init(void)
{
	int err;

	err = task_add(CAPTRACE_SOURCE_BIRTH, &task_births);
	if (!err)
		err = task_add(CAPTRACE_SOURCE_EXEC, &task_execs);
	if (!err)
		err = task_add(CAPTRACE_SOURCE_DEATH, &task_deaths);

	return err;
}
