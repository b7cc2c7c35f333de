/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between kernels and architectures.  The rest is written for the
 * newest kernel; what an older one lacks is given to it here.
 */
#ifndef CAPTRACE_COMPAT_H
#define CAPTRACE_COMPAT_H

#include <linux/capability.h>
#include <linux/cgroup.h>
#include <linux/compat.h>
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pid_namespace.h>
#include <linux/poll.h>
#include <linux/ptrace.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/security.h>
#include <linux/stacktrace.h>
#include <linux/string.h>
#include <linux/task_work.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <linux/vmalloc.h>
#include <asm/syscall.h>
#ifdef CONFIG_LOONGARCH
#include <asm/loongarch.h>
#endif
#include <linux/captrace.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 4, 0)
#error "captrace needs Linux 4.4 or later"
#endif

#ifndef CONFIG_KRETPROBES
#error "captrace needs a kernel with CONFIG_KPROBES=y and CONFIG_KRETPROBES"
#endif

#ifndef CONFIG_IRQ_WORK
#error "captrace needs a kernel with CONFIG_IRQ_WORK (CONFIG_PRINTK selects it)"
#endif

/* v4.11 split linux/sched.h. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 11, 0)
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/sched/task_stack.h>
#endif

/* v4.10 has dynamic hotplug states; before, every possible CPU has a ring. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 10, 0)
#include <linux/cpuhotplug.h>
#define compat_ring_cpus cpu_online_mask
static inline int compat_hotplug_init(const char *name, int (*up)(unsigned int))
{
	return cpuhp_setup_state_nocalls(CPUHP_BP_PREPARE_DYN, name, up, NULL);
}

static inline void compat_hotplug_exit(int state)
{
	cpuhp_remove_state_nocalls(state);
}
#else
#define compat_ring_cpus cpu_possible_mask
static inline int compat_hotplug_init(const char *name, int (*up)(unsigned int))
{
	return 0;
}

static inline void compat_hotplug_exit(int state)
{
}
#endif

/* v4.13 renamed the lock against CPUs that come and go. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 13, 0)
#define cpus_read_lock()   get_online_cpus()
#define cpus_read_unlock() put_online_cpus()
#endif

/* v4.16 gave poll's result a type of its own. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 16, 0)
typedef unsigned int __poll_t;
#ifndef EPOLLIN
#define EPOLLIN	    POLLIN
#define EPOLLRDNORM POLLRDNORM
#define EPOLLHUP    POLLHUP
#define EPOLLERR    POLLERR
#endif
#endif

/* v5.5 renamed FIELD_SIZEOF(). */
#ifndef sizeof_field
#define sizeof_field(type, member) FIELD_SIZEOF(type, member)
#endif

/*
 * Waits for all handlers under way.  They run with preemption off, which
 * synchronize_rcu() waits for since v4.20.
 */
static inline void compat_synchronize_handlers(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 20, 0)
	synchronize_rcu();
#else
	synchronize_sched();
#endif
}

/* v5.0 made the number of pages a function. */
static inline u64 compat_ram_bytes(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 0, 0)
	return (u64)totalram_pages() << PAGE_SHIFT;
#else
	return (u64)totalram_pages << PAGE_SHIFT;
#endif
}

/*
 * Zeroed memory, charged to the caller's memory cgroup.  Fails quietly, and
 * rather than have the OOM killer look for a victim in that cgroup.  v4.13
 * turned __GFP_REPEAT into __GFP_RETRY_MAYFAIL, v5.8 dropped the last argument.
 */
static inline void *compat_vzalloc(unsigned long size_bytes)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 8, 0)
	return __vmalloc(size_bytes, GFP_KERNEL_ACCOUNT | __GFP_ZERO |
					     __GFP_NOWARN |
					     __GFP_RETRY_MAYFAIL);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 13, 0)
	return __vmalloc(size_bytes,
			 GFP_KERNEL_ACCOUNT | __GFP_ZERO | __GFP_HIGHMEM |
				 __GFP_NOWARN | __GFP_RETRY_MAYFAIL,
			 PAGE_KERNEL);
#else
	return __vmalloc(size_bytes,
			 GFP_KERNEL | __GFP_ZERO | __GFP_HIGHMEM |
				 __GFP_NOWARN | __GFP_NORETRY,
			 PAGE_KERNEL);
#endif
}

/* v5.5 renamed the field. */
static inline u64 compat_start_boottime_ns(const struct task_struct *leader)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 5, 0)
	return leader->start_boottime;
#else
	return leader->real_start_time;
#endif
}

/* v4.8 has the variant that does not audit. */
static inline bool compat_ns_capable_noaudit(struct user_namespace *ns, int cap)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 8, 0)
	return ns_capable_noaudit(ns, cap);
#else
	return ns_capable(ns, cap);
#endif
}

/* v5.8 split CAP_PERFMON off CAP_SYS_ADMIN. */
static inline bool compat_may_trace(void)
{
#ifdef CAP_PERFMON
	if (capable(CAP_PERFMON))
		return true;
#endif
	return capable(CAP_SYS_ADMIN);
}

/* v5.4 brought lockdown. */
static inline int compat_locked_down(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 4, 0)
	return security_locked_down(LOCKDOWN_KPROBES);
#else
	return 0;
#endif
}

/*
 * The last argument of cap_capable() as CAPTRACE_OPT_*.  v5.1 turned a flag
 * that says "audit" into a mask of CAP_OPT_* bits; vendors took it to older
 * kernels, so ask for the bit and not for the version.
 */
static inline u32 compat_cap_opts(unsigned long raw)
{
#ifdef CAP_OPT_NOAUDIT
	BUILD_BUG_ON(CAP_OPT_NOAUDIT != CAPTRACE_OPT_NOAUDIT);
	BUILD_BUG_ON(CAP_OPT_INSETID != CAPTRACE_OPT_INSETID);
	return raw;
#else
	return raw ? 0 : CAPTRACE_OPT_NOAUDIT;
#endif
}

/*
 * Argument n, from 0 to 3, of a function whose first instruction is probed.
 * regs_get_kernel_argument() is missing on some architectures, and on s390
 * calls a function that is not exported.
 */
static inline unsigned long compat_arg(struct pt_regs *regs, unsigned int n)
{
#if defined(CONFIG_X86_64)
	switch (n) {
	case 0:
		return regs->di;
	case 1:
		return regs->si;
	case 2:
		return regs->dx;
	default:
		return regs->cx;
	}
#elif defined(CONFIG_X86_32)
	switch (n) {
	case 0:
		return regs->ax;
	case 1:
		return regs->dx;
	case 2:
		return regs->cx;
	default:
		return ((unsigned long *)kernel_stack_pointer(regs))[1];
	}
#elif defined(CONFIG_ARM64)
	return regs->regs[n];
#elif defined(CONFIG_ARM)
	return regs->uregs[n];
#elif defined(CONFIG_RISCV)
	return (&regs->a0)[n];
#elif defined(CONFIG_PPC)
	return regs->gpr[3 + n];
#elif defined(CONFIG_S390)
	return regs->gprs[2 + n];
#elif defined(CONFIG_MIPS) || defined(CONFIG_LOONGARCH)
	return regs->regs[4 + n];
#else
#error "captrace does not know how this architecture passes arguments"
#endif
}

/*
 * The int that a probed function returned.  regs_return_value() speaks of
 * system calls on some architectures, where a flag says whether to negate it.
 */
static inline int compat_result(struct pt_regs *regs)
{
#if defined(CONFIG_PPC)
	return regs->gpr[3];
#elif defined(CONFIG_MIPS)
	return regs->regs[2];
#else
	return regs_return_value(regs);
#endif
}

/*
 * v5.8 gives the task its new name before setup_new_exec(); earlier kernels do
 * so within it, from the same string.
 */
static inline void compat_exec_comm(u8 *comm, const char *given)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 8, 0)
	strscpy((char *)comm, kbasename(given), TASK_COMM_LEN);
#endif
}

/*
 * Threads that never come from user space: of the kernel and, since v5.12 and
 * v6.4, of io_uring and vhost within a process.
 */
#define COMPAT_PF_NO_SYSCALL \
	(PF_KTHREAD | COMPAT_PF_IO_WORKER | COMPAT_PF_USER_WORKER)
#ifdef PF_IO_WORKER
#define COMPAT_PF_IO_WORKER PF_IO_WORKER
#else
#define COMPAT_PF_IO_WORKER 0
#endif
#ifdef PF_USER_WORKER
#define COMPAT_PF_USER_WORKER PF_USER_WORKER
#else
#define COMPAT_PF_USER_WORKER 0
#endif

/*
 * Did the task come from user space by a system call?  Some architectures keep
 * its number where a fault leaves what was there before.
 */
static inline bool compat_in_syscall(void)
{
	const struct pt_regs *regs = task_pt_regs(current);

	/* One that the kernel makes for a helper, before it runs a program. */
	if (current->flags & COMPAT_PF_NO_SYSCALL ||
	    (!current->mm && !(current->flags & PF_EXITING)))
		return false;
#if defined(CONFIG_RISCV)
	return regs->cause == EXC_SYSCALL;
#elif defined(CONFIG_LOONGARCH)
	return (regs->csr_estat >> 16 & 0x3f) == EXCCODE_SYS;
#elif defined(CONFIG_MIPS)
	return (regs->cp0_cause >> 2 & 0x1f) == 8;
#else
	return regs;
#endif
}

/* The number of the current system call, -1 outside any. */
static inline int compat_syscall_nr(void)
{
	int nr;

	if (!compat_in_syscall())
		return -1;
#if defined(CONFIG_ARM) && LINUX_VERSION_CODE < KERNEL_VERSION(5, 16, 0)
	/* Kept in thread_info for traced tasks only. */
	nr = task_pt_regs(current)->ARM_r7;
#else
	nr = syscall_get_nr(current, task_pt_regs(current));
#endif
	return max(nr, -1);
}

/* v5.1 lets syscall_get_arguments() give all six, and not a range. */
static inline unsigned long compat_syscall_arg0(void)
{
	unsigned long args[6];

#if defined(CONFIG_MIPS)
	/* Further ones are on the stack of the task. */
	args[0] = task_pt_regs(current)->regs[4];
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 1, 0)
	syscall_get_arguments(current, task_pt_regs(current), args);
#else
	syscall_get_arguments(current, task_pt_regs(current), 0, 1, args);
#endif
	return args[0];
}

/* v5.2 asks for the task; some architectures had no such function before. */
static inline u32 compat_syscall_arch(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 2, 0)
	return syscall_get_arch(current);
#else
	return syscall_get_arch();
#endif
}

/*
 * Is a credential that differs from the task's own the one that access(2) has
 * made of that?  v5.3 frees those at once and marks them for it; before, only
 * the system call tells.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 3, 0)
#define COMPAT_CRED_TELLS_ACCESS
static inline bool compat_cred_is_access(const struct cred *cred)
{
	return cred->non_rcu;
}
#endif

/*
 * Is the code at hand an interrupt's?  Where a probe is a trap, which counts as
 * an NMI, only softirqs can be told.
 */
static inline bool compat_in_interrupt(void)
{
	return in_serving_softirq() || (!in_nmi() && hardirq_count());
}

/* v5.1 merged the two functions; vendors took that to older kernels. */
#ifdef CAP_OPT_NOAUDIT
static inline u32 compat_security_opts(struct pt_regs *regs)
{
	return compat_cap_opts(compat_arg(regs, 3));
}
#else
#define COMPAT_SECURITY_CAPABLE_NOAUDIT "security_capable_noaudit"
static inline u32 compat_security_opts(struct pt_regs *regs)
{
	return 0;
}
#endif

/*
 * v5.10 has work for a task on its way to user space in its present form.
 * kernel.org does not export it, but Debian and Android do, for binder.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 10, 0)
#define COMPAT_HAS_TASK_WORK
typedef int compat_task_work_t(struct task_struct *task,
			       struct callback_head *work,
			       enum task_work_notify_mode notify);

/* NULL if this kernel does not export it. */
static inline compat_task_work_t *compat_task_work_get(void)
{
	return symbol_get(task_work_add);
}

static inline void compat_task_work_put(void)
{
	symbol_put(task_work_add);
}

/*
 * What the system call at hand returns, from such work.  False if the work is
 * done within the call, where there is no value yet: by a task that ends, by
 * those of io_uring, or for a debugger.  x86 has -ENOSYS in its place then,
 * which no call returns that got as far as to a check.
 */
static inline bool compat_syscall_value(s64 *value)
{
	struct pt_regs *regs = task_pt_regs(current);
	long err = syscall_get_error(current, regs);
	long ret = syscall_get_return_value(current, regs);
	int nr = compat_syscall_nr();

	/* An address of a 32-bit task is not negative. */
	if (err)
		*value = err;
	else if (sizeof(long) == 4 || in_compat_syscall())
		*value = (u32)ret;
	else
		*value = ret;

	if (current->flags & PF_EXITING || nr == __NR_io_uring_enter ||
	    nr == __NR_io_uring_register)
		return false;

	return IS_ENABLED(CONFIG_X86) ? *value != -ENOSYS : !current->ptrace;
}

/* Waits until no task stands where it was preempted before. */
static inline void compat_synchronize_tasks(void)
{
	synchronize_rcu_tasks();
}
#endif

/*
 * The return addresses of the code at hand, the innermost first; how many.
 * v5.2 made it a function of arrays; before, some architectures end with a
 * mark.
 */
static inline unsigned int compat_stack_save(unsigned long *frames,
					     unsigned int max)
{
#if !defined(CONFIG_STACKTRACE)
	return 0;
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 2, 0)
	return stack_trace_save(frames, max, 0);
#else
	struct stack_trace trace = { .max_entries = max, .entries = frames };

	save_stack_trace(&trace);
	if (trace.nr_entries && frames[trace.nr_entries - 1] == ULONG_MAX)
		trace.nr_entries--;

	return trace.nr_entries;
#endif
}

/* Does the task have registers, and memory, of a program? */
static inline bool compat_has_program(void)
{
	/*
	 * In execve(2), the memory is the new program's already, but it has no
	 * environment yet, while the registers are still the old one's.
	 */
	return !(current->flags & COMPAT_PF_NO_SYSCALL) && current->mm &&
	       current->mm->env_end && user_mode(task_pt_regs(current));
}

/* Where the program will go on. */
static inline unsigned long compat_user_ip(void)
{
	return instruction_pointer(task_pt_regs(current));
}

/*
 * Where the program has the frame pointer of its caller, and behind it the
 * address to return to, each of word_bytes; 0 where that is not known.  Before
 * v4.16, system calls of x86-64 did not save it.
 */
static inline unsigned long compat_user_frame(unsigned int *word_bytes)
{
	struct pt_regs *regs __maybe_unused = task_pt_regs(current);

	*word_bytes = sizeof(long);
#if defined(CONFIG_X86_64) && LINUX_VERSION_CODE >= KERNEL_VERSION(4, 16, 0)
	if (regs->cs == __USER32_CS)
		*word_bytes = sizeof(u32);
	return regs->bp;
#elif defined(CONFIG_X86_32)
	return regs->bp;
#elif defined(CONFIG_ARM64)
	return compat_user_mode(regs) ? 0 : regs->regs[29];
#else
	return 0;
#endif
}

/* Memory of the program, if it is there without waiting.  v5.0 took a type. */
static inline bool compat_user_read(void *to, unsigned long addr,
				    unsigned int bytes)
{
	const void __user *from = (const void __user *)addr;
	bool done;

	pagefault_disable();
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 0, 0)
	done = access_ok(from, bytes);
#else
	done = access_ok(VERIFY_READ, from, bytes);
#endif
	done = done && !__copy_from_user_inatomic(to, from, bytes);
	pagefault_enable();

	return done;
}

/* v4.11 gave these names. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 11, 0)
static inline void mmgrab(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_count);
}

static inline bool mmget_not_zero(struct mm_struct *mm)
{
	return atomic_inc_not_zero(&mm->mm_users);
}
#endif

/*
 * The path under which a program knows a file that it has mapped.  Since v6.8,
 * overlayfs maps files with the path below it.
 */
static inline const struct path *compat_mapped_path(struct file *file)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
	return file_user_path(file);
#else
	return &file->f_path;
#endif
}

/* v5.8 gave the lock of a memory map functions of its own. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 8, 0)
#define mmap_read_trylock(mm) down_read_trylock(&(mm)->mmap_sem)
#define mmap_read_unlock(mm)  up_read(&(mm)->mmap_sem)
#endif

/*
 * A reference to the file that the task runs, NULL if there is none.  Under
 * rcu_read_lock().  Since v6.7 files are reused, and looked at twice.
 */
static inline struct file *compat_exe_file_get(struct mm_struct *mm)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 7, 0)
	return get_file_rcu(&mm->exe_file);
#else
	struct file *file = rcu_dereference(mm->exe_file);

	return file && get_file_rcu(file) ? file : NULL;
#endif
}

#ifdef CONFIG_CGROUPS
/* Under rcu_read_lock(): of the v2 hierarchy. */
static inline struct cgroup *compat_cgroup_of(struct task_struct *task)
{
	return task_css_set(task)->dfl_cgrp;
}

/* v4.14 gave kernfs nodes ids of 64 bits, v5.5 made them plain numbers. */
static inline u64 compat_cgroup_id(const struct cgroup *cgroup)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 5, 0)
	return cgroup->kn->id;
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 14, 0)
	return cgroup->kn->id.id;
#else
	return cgroup->kn->ino;
#endif
}

/* NULL above the root. */
static inline struct cgroup *compat_cgroup_parent(const struct cgroup *cgroup)
{
	struct cgroup_subsys_state *parent = cgroup->self.parent;

	return parent ? container_of(parent, struct cgroup, self) : NULL;
}

static inline bool compat_cgroup_tryget(struct cgroup *cgroup)
{
	return css_tryget(&cgroup->self);
}

static inline void compat_cgroup_put(struct cgroup *cgroup)
{
	css_put(&cgroup->self);
}

/*
 * The path from the root of the hierarchy, in buf; NULL if it does not fit.
 * v4.10 returns its length, as strlcpy() does.
 */
static inline char *compat_cgroup_path(struct cgroup *cgroup, char *buf,
				       size_t size)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 10, 0)
	int length = cgroup_path(cgroup, buf, size);

	return length < 0 || length >= size ? NULL : buf;
#else
	return cgroup_path(cgroup, buf, size);
#endif
}
#else /* no cgroups: none has a number, and none is ever held */
static inline struct cgroup *compat_cgroup_of(struct task_struct *task)
{
	return NULL;
}

static inline u64 compat_cgroup_id(const struct cgroup *cgroup)
{
	return 0;
}

static inline struct cgroup *compat_cgroup_parent(const struct cgroup *cgroup)
{
	return NULL;
}

static inline bool compat_cgroup_tryget(struct cgroup *cgroup)
{
	return false;
}

static inline void compat_cgroup_put(struct cgroup *cgroup)
{
}

static inline char *compat_cgroup_path(struct cgroup *cgroup, char *buf,
				       size_t size)
{
	return NULL;
}
#endif

#endif
