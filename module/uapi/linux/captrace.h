/* SPDX-License-Identifier: (GPL-2.0-only WITH Linux-syscall-note) OR MIT */
/*
 * captrace: the capabilities that processes use, as they are requested.
 *
 * The device.  An open file of /dev/captrace is a session: a filter, one ring
 * of records per CPU, and counters.  It sees nothing of other sessions, and
 * ends when its last file descriptor is closed, however that happens.
 * Opening needs CAP_PERFMON or CAP_SYS_ADMIN in the initial user namespace,
 * whatever the mode of the node says (EPERM), and is refused where kernel
 * lockdown keeps kprobes away from users (EPERM).  At most max_sessions of
 * struct captrace_info are open at once (EBUSY).
 *
 *	fd = open("/dev/captrace", O_RDWR | O_CLOEXEC);
 *	ioctl(fd, CAPTRACE_IOC_INFO, &info);		same abi as ours?
 *	ioctl(fd, CAPTRACE_IOC_FILTER, &filter);	optional
 *	ioctl(fd, CAPTRACE_IOC_PIDS, &pids);		optional, repeated
 *	ioctl(fd, CAPTRACE_IOC_TARGET, &target);	optional, repeated
 *	ioctl(fd, CAPTRACE_IOC_START);
 *	poll() and read() until the END record, then read() returns 0
 *	ioctl(fd, CAPTRACE_IOC_STOP);			ends the stream
 *
 * A session is started once and stopped once.  Reading or polling a session
 * that was not started starts it with the filter that it has; by default that
 * is every process, so that `cat /dev/captrace > file` makes a recording.
 *
 * The stream.  read() returns whole records of CAPTRACE_RECORD_SIZE bytes, as
 * many as fit and are there; it blocks while there is none, or fails with
 * EAGAIN under O_NONBLOCK, and with EINVAL when not even one record fits.
 * What could not be copied (EFAULT) is there for the next read.  The stream is
 * the recording format as well: it begins with a HEADER, from which a reader
 * on another machine learns byte order and origin.  A reader skips the kinds
 * of record that it does not know, and ignores flags that it does not know.
 *
 * Order.  The records of one CPU come in the order of their time.  Between
 * CPUs, a MARK says that no record older than its time follows.
 *
 * Loss.  For every session: CHECK records delivered + checks counted as lost =
 * checks that matched its filter, begun and ended while it ran.  A LOST record
 * stands in the place of the records that were lost, and the END record has
 * the totals.  A check whose result could not be seen counts as lost for all
 * that it matched but for its result.  What was lost on a CPU for whose ring
 * there was no memory shows in the totals only.
 *
 * Numbers.  Times are nanoseconds of CLOCK_MONOTONIC, unless named otherwise.
 * Process and thread ids are those of the opener's pid namespace; 0 means that
 * the task has no number there.  tgid names a process (what users call pid),
 * tid a thread.  User ids are those of the initial user namespace.  Reserved
 * fields are zero, in both directions; EINVAL otherwise, as for unknown flags.
 * An unknown command is ENOTTY.  All layouts are the same for 32-bit callers.
 *
 * CAPTRACE_ABI changes only when an old reader would misread a new module, or
 * the other way round.  New kinds, flags, and commands do not change it.
 */
#ifndef _UAPI_LINUX_CAPTRACE_H
#define _UAPI_LINUX_CAPTRACE_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define CAPTRACE_ABI	     2
#define CAPTRACE_RECORD_SIZE 128
#define CAPTRACE_COMM_SIZE   16

/**
 * enum captrace_kind - kinds of record
 * @CAPTRACE_HEADER: first of every stream, see struct captrace_header
 * @CAPTRACE_CHECK: a capability check, see struct captrace_check
 * @CAPTRACE_EXEC: a process runs a new program from here on, see
 *	struct captrace_exec
 * @CAPTRACE_FORK: a process was born, see struct captrace_fork
 * @CAPTRACE_EXIT: a process ended with all its threads, see
 *	struct captrace_exit
 * @CAPTRACE_STACK: a stack, numbered, see struct captrace_stack
 * @CAPTRACE_LOST: records are missing here, see struct captrace_lost
 * @CAPTRACE_BLIND: nothing could be seen for a while, see
 *	struct captrace_blind
 * @CAPTRACE_MARK: no record older than this one's time follows; no body
 * @CAPTRACE_CLOCK: the clocks, again, see struct captrace_clock
 * @CAPTRACE_END: last of every stream, see struct captrace_end
 * @CAPTRACE_MORE: goes on where the record before it ended, see
 *	struct captrace_more
 * @CAPTRACE_OUTCOME: what became of a system call in which a check was denied,
 *	see struct captrace_outcome
 * @CAPTRACE_CGROUP: the path of a control group, see struct captrace_cgroup
 * @CAPTRACE_KIND_USER: kinds from here on are never sent by the device; they
 *	are for programs that add to a recording
 */
enum captrace_kind {
	CAPTRACE_HEADER = 1,
	CAPTRACE_CHECK = 2,
	CAPTRACE_EXEC = 3,
	CAPTRACE_FORK = 4,
	CAPTRACE_EXIT = 5,
	CAPTRACE_STACK = 6,
	CAPTRACE_LOST = 7,
	CAPTRACE_BLIND = 8,
	CAPTRACE_MARK = 9,
	CAPTRACE_CLOCK = 10,
	CAPTRACE_END = 11,
	CAPTRACE_MORE = 12,
	CAPTRACE_OUTCOME = 13,
	CAPTRACE_CGROUP = 14,
	CAPTRACE_KIND_USER = 0x8000,
};

/**
 * struct captrace_head - how every record begins
 * @kind: enum captrace_kind
 * @flags: depends on the kind
 * @size: of this record in bytes, CAPTRACE_RECORD_SIZE
 * @cpu: the CPU that it happened on
 * @time_ns: when
 * @seq: for records out of a CPU's ring (CHECK, EXEC, FORK, EXIT, OUTCOME,
 *	CGROUP, BLIND, CLOCK): its number on that CPU and in this session, from
 *	0; the numbers of lost records are missing.  0 for all others.
 */
struct captrace_head {
	__u16 kind;
	__u16 flags;
	__u16 size;
	__u16 cpu;
	__aligned_u64 time_ns;
	__aligned_u64 seq;
};

/**
 * struct captrace_who - a task
 * @tgid: its process
 * @tid: its thread
 * @ppid: process of its parent
 * @euid: effective uid; in a CHECK that of the credential that was judged
 * @start_ns: when the process was started, in CLOCK_BOOTTIME; with @tgid it
 *	names a process without doubt.  Field 22 of /proc/PID/stat is the same
 *	time in clock ticks.
 * @cgroup_id: number of its cgroup in the v2 hierarchy, as the file handle of
 *	the cgroup's directory has it; 0 in a kernel without cgroups.  Where no
 *	v2 hierarchy is mounted, all tasks are in its root.
 * @comm: its name, NUL-terminated; any byte may be in it
 */
struct captrace_who {
	__u32 tgid;
	__u32 tid;
	__u32 ppid;
	__u32 euid;
	__aligned_u64 start_ns;
	__aligned_u64 cgroup_id;
	__u8 comm[CAPTRACE_COMM_SIZE];
};

#define CAPTRACE_MAGIC	    "captrace"
#define CAPTRACE_BYTE_ORDER 0x01020304u

/**
 * struct captrace_header - where a stream comes from (HEADER)
 * @head: its time is that of the START
 * @magic: CAPTRACE_MAGIC, without a NUL
 * @byte_order: CAPTRACE_BYTE_ORDER, as the machine that made the stream
 *	writes it
 * @abi: CAPTRACE_ABI
 * @record_size: CAPTRACE_RECORD_SIZE
 * @machine: EM_* of the kernel, as in elf.h
 * @realtime_offset_ns: add to a time, modulo 2^64, to get CLOCK_REALTIME
 * @boottime_offset_ns: add to a time, modulo 2^64, to get CLOCK_BOOTTIME
 * @release: of the kernel, NUL-terminated, cut to fit
 */
struct captrace_header {
	struct captrace_head head;
	__u8 magic[8];
	__u32 byte_order;
	__u16 abi;
	__u16 record_size;
	__u32 machine;
	__u32 reserved;
	__aligned_u64 realtime_offset_ns;
	__aligned_u64 boottime_offset_ns;
	__u8 release[64];
};

/**
 * enum captrace_class - what a check is to the system call that made it
 * @CAPTRACE_CLASS_AUDITED: a denial would be logged: the ordinary kind
 * @CAPTRACE_CLASS_DECISIVE: not audited, but a denial fails the call: the
 *	CAP_SYS_ADMIN of installing a seccomp filter or a Landlock ruleset
 * @CAPTRACE_CLASS_ADVISORY: not audited, mostly without effect on the call
 * @CAPTRACE_CLASS_BORROWED: audited or not, of a credential that the kernel
 *	has lent to the task (CAPTRACE_CRED_OVERRIDDEN): says nothing about what
 *	the task may do
 * @CAPTRACE_CLASS_KERNEL: of a kernel thread
 *
 * The last that fits is the class.
 */
enum captrace_class {
	CAPTRACE_CLASS_AUDITED,
	CAPTRACE_CLASS_DECISIVE,
	CAPTRACE_CLASS_ADVISORY,
	CAPTRACE_CLASS_BORROWED,
	CAPTRACE_CLASS_KERNEL,
	CAPTRACE_NR_CLASSES,
};

/**
 * enum captrace_hook - where a check was seen
 * @CAPTRACE_HOOK_RETURN: at the return of cap_capable(): the result is the
 *	kernel's own
 * @CAPTRACE_HOOK_SITE: in a function into which the compiler has inlined
 *	cap_capable(): cap_capset(), cap_task_prctl(), cap_mmap_addr() or
 *	cap_vm_enough_memory()
 * @CAPTRACE_HOOK_LSM: at the return of security_capable(), which asks all
 *	security modules: the result is what the caller got
 */
enum captrace_hook {
	CAPTRACE_HOOK_RETURN,
	CAPTRACE_HOOK_SITE,
	CAPTRACE_HOOK_LSM,
};

/**
 * enum captrace_cred - whose credential was judged
 * @CAPTRACE_CRED_OWN: that of the task itself
 * @CAPTRACE_CRED_ACCESS: the one that access(2) makes out of the task's own:
 *	with its real user id, and its permitted set where that is root's
 * @CAPTRACE_CRED_OVERRIDDEN: another one that the kernel has put on the task
 *	for a while, as overlayfs, nfsd and io_uring do
 * @CAPTRACE_CRED_TASK: that of the parent, in ptrace(PTRACE_TRACEME), or of the
 *	tracer, in execve(2)
 * @CAPTRACE_CRED_FILE: one that is kept elsewhere, as a file keeps that of who
 *	opened it
 * @CAPTRACE_CRED_KERNEL: that of a kernel thread
 */
enum captrace_cred {
	CAPTRACE_CRED_OWN,
	CAPTRACE_CRED_ACCESS,
	CAPTRACE_CRED_OVERRIDDEN,
	CAPTRACE_CRED_TASK,
	CAPTRACE_CRED_FILE,
	CAPTRACE_CRED_KERNEL,
};

/**
 * enum captrace_reason - why cap_capable() granted or denied
 * @CAPTRACE_REASON_UNKNOWN: not as the kernel of kernel.org would have
 * @CAPTRACE_REASON_HELD: granted: the capability is in the effective set
 * @CAPTRACE_REASON_OWNER: granted: the credential's user owns the user
 *	namespace, or one that it is in, and is in the one above that
 * @CAPTRACE_REASON_MISSING: denied: the capability is not in the effective set,
 *	and would be granted if it were
 * @CAPTRACE_REASON_OUTSIDE: denied: the user namespace is not that of the
 *	credential nor one below it; no capability would help
 */
enum captrace_reason {
	CAPTRACE_REASON_UNKNOWN,
	CAPTRACE_REASON_HELD,
	CAPTRACE_REASON_OWNER,
	CAPTRACE_REASON_MISSING,
	CAPTRACE_REASON_OUTSIDE,
};

/**
 * enum captrace_decider - whose verdict the result is
 * @CAPTRACE_DECIDER_CAPABILITIES: that of cap_capable(); other security modules
 *	were not watched or, for a denial with CAPTRACE_FILTER_LSM, not asked
 * @CAPTRACE_DECIDER_LSM: another module has denied what cap_capable() granted
 * @CAPTRACE_DECIDER_ALL: all modules have granted it
 */
enum captrace_decider {
	CAPTRACE_DECIDER_CAPABILITIES,
	CAPTRACE_DECIDER_LSM,
	CAPTRACE_DECIDER_ALL,
};

/* struct captrace_check, @opts: as CAP_OPT_* of Linux 5.1 and later. */
#define CAPTRACE_OPT_NOAUDIT 0x2
#define CAPTRACE_OPT_INSETID 0x4

/* struct captrace_check, flags of its head. */
#define CAPTRACE_CHECK_EVALUATED 0x1 /* result is worked out, not seen */
#define CAPTRACE_CHECK_OUTCOME	 0x2 /* an OUTCOME of the same call follows */
#define CAPTRACE_CHECK_INTERRUPT 0x4 /* in an interrupt, by whatever task */
#define CAPTRACE_CHECK_NO_STACK	 0x8 /* a stack that was wanted is missing */

/* Inode number of the initial user namespace, on every machine. */
#define CAPTRACE_USERNS_INIT 0xeffffffdu

/**
 * struct captrace_check - a task asked for a capability (CHECK)
 * @head: its time is that of the answer; flags are CAPTRACE_CHECK_*
 * @who: the task that asked
 * @userns: inode number of the user namespace that the check is against
 * @cred_userns: inode number of the user namespace of the credential
 * @syscall: number of the system call, -1 outside any
 * @arch: AUDIT_ARCH_* of the system call
 * @result: 0 if granted, else a negative errno; whose is told by @decided_by
 * @cap: number of the capability; may be newer than any header
 * @class: enum captrace_class
 * @hook: enum captrace_hook
 * @opts: CAPTRACE_OPT_*, and the bits that newer kernels may add
 * @cred: enum captrace_cred
 * @reason: enum captrace_reason
 * @decided_by: enum captrace_decider
 * @reserved0: zero
 * @kernel_stack: id of the STACK of the kernel, 0 if there is none
 * @user_stack: id of the STACK of the program, 0 if there is none
 * @call: number of the system call among those in which something was denied,
 *	the same for all its checks and its OUTCOME; 0 without
 *	CAPTRACE_CHECK_OUTCOME
 * @reserved: zero
 */
struct captrace_check {
	struct captrace_head head;
	struct captrace_who who;
	__u32 userns;
	__u32 cred_userns;
	__s32 syscall;
	__u32 arch;
	__s32 result;
	__u16 cap;
	__u8 class;
	__u8 hook;
	__u32 opts;
	__u8 cred;
	__u8 reason;
	__u8 decided_by;
	__u8 reserved0;
	__u32 kernel_stack;
	__u32 user_stack;
	__aligned_u64 call;
	__aligned_u64 reserved;
};

/* struct captrace_stack, flags of its head. */
#define CAPTRACE_STACK_USER 0x1 /* of the program, else of the kernel */
#define CAPTRACE_STACK_CUT  0x2 /* text is not all of it */

/**
 * struct captrace_stack - a stack that checks name by its number (STACK)
 * @head: flags are CAPTRACE_STACK_*; cpu and time are those of the first CHECK
 *	that names it, in front of which it stands
 * @id: its number, from 1; in a stream, stacks of the kernel and of programs
 *	are numbered together, and each is sent once, unless there are more than
 *	some thousands: then it may be sent again, with another number
 * @text_size: length of the text in bytes, without a NUL
 * @text: the frames, the innermost first, with newlines between; goes on in
 *	MORE records
 *
 * A frame of the kernel is function+0xOFFSET/0xSIZE, and " [module]" if it is
 * in one; the first is the function in which the check was seen.  No address
 * leaves the kernel: what has no name is "[unknown]".
 *
 * A frame of a program is path+0xOFFSET, a place in the file that is mapped
 * there, or 0xADDRESS where none is, or that could not be found out in time.
 * Newlines and backslashes in paths are written as octal escapes, as in
 * /proc/PID/maps.  The first is where the system call was made; the others are
 * found along frame pointers, and right for code that keeps them.  There is
 * none where no program has called: in kernel threads and interrupts, and in
 * execve(2) between the old program and the new one.
 *
 * CHECKs on other CPUs that name it may come earlier in time: a reader takes
 * note of it when it reads it.
 */
struct captrace_stack {
	struct captrace_head head;
	__u32 id;
	__u32 text_size;
	__u8 text[96];
};

/* struct captrace_outcome, flags of its head. */
#define CAPTRACE_OUTCOME_UNKNOWN 0x1 /* value could not be seen */

/**
 * struct captrace_outcome - a system call returns (OUTCOME)
 * @head: flags are CAPTRACE_OUTCOME_*
 * @who: the task
 * @value: what the call returns: a negative errno where it fails, and as the
 *	kernel has it, that is before a call that a signal interrupts is
 *	restarted
 * @call: as in the CHECKs of this call that were denied
 * @syscall: number of the system call
 * @arch: AUDIT_ARCH_* of the system call
 * @reserved: zero
 *
 * One for each system call in which a check was denied, if the kernel can tell
 * (CAPTRACE_FEATURE_OUTCOME) and there were not too many under way at once.
 * The value is unknown of io_uring_enter(2) and io_uring_register(2), where the
 * task ends within the call, and where it stops for a debugger within the call;
 * a check that is denied after such a stop counts as one of another call.  The
 * module cannot be removed until the call returns.
 */
struct captrace_outcome {
	struct captrace_head head;
	struct captrace_who who;
	__s64 value;
	__aligned_u64 call;
	__s32 syscall;
	__u32 arch;
	__aligned_u64 reserved[4];
};

/* struct captrace_exec, flags of its head. */
#define CAPTRACE_EXEC_AS_GIVEN 0x1 /* path is what execve() was given */
#define CAPTRACE_EXEC_CUT      0x2 /* path is not all of it, or unknown */
#define CAPTRACE_EXEC_BEFORE   0x4 /* has been running it since before */

/**
 * struct captrace_exec - a process runs another program (EXEC)
 * @head: flags are CAPTRACE_EXEC_*
 * @who: the task, already with its new name; credentials may still change
 * @path_size: length of the path in bytes, without a NUL
 * @reserved: zero
 * @path: of the executable, as /proc/PID/exe gives it: of the interpreter for
 *	scripts, with " (deleted)" where it is; goes on in MORE records
 *
 * The checks that execve() makes before this record belong to the program
 * that called it.  A process that is older than the session has a record with
 * CAPTRACE_EXEC_BEFORE in front of its first CHECK or FORK, which may be
 * repeated.
 */
struct captrace_exec {
	struct captrace_head head;
	struct captrace_who who;
	__u32 path_size;
	__u32 reserved;
	__u8 path[48];
};

/* struct captrace_cgroup, flags of its head. */
#define CAPTRACE_CGROUP_CUT 0x2 /* path is not all of it, or unknown */

/**
 * struct captrace_cgroup - where a control group is (CGROUP)
 * @head: flags are CAPTRACE_CGROUP_*
 * @who: a task in it; who.cgroup_id is its number
 * @path_size: length of the path in bytes, without a NUL
 * @reserved: zero
 * @path: of the control group, from the root of the v2 hierarchy; goes on in
 *	MORE records
 *
 * Stands before the first CHECK, EXEC or FORK of a task in the control group,
 * unless too many new ones came at once, and may be repeated.
 */
struct captrace_cgroup {
	struct captrace_head head;
	struct captrace_who who;
	__u32 path_size;
	__u32 reserved;
	__u8 path[48];
};

/**
 * struct captrace_more - the rest of what did not fit (MORE)
 * @head: no flags
 * @bytes: the next bytes; zero behind the end
 *
 * Stands right behind what it goes on from; no other record comes between.
 */
struct captrace_more {
	struct captrace_head head;
	__u8 bytes[104];
};

/**
 * struct captrace_fork - a process was born (FORK)
 * @head: no flags
 * @who: the new process
 * @parent_start_ns: start_ns of the process that forked
 * @parent_tgid: process that forked; not the same as who.ppid after
 *	clone(CLONE_PARENT)
 * @reserved: zero
 *
 * Threads are not told of: they belong to their process.
 */
struct captrace_fork {
	struct captrace_head head;
	struct captrace_who who;
	__aligned_u64 parent_start_ns;
	__u32 parent_tgid;
	__u32 reserved[11];
};

/**
 * struct captrace_exit - a process ended, and its last thread with it (EXIT)
 * @head: no flags
 * @who: the process
 * @status: as wait(2) gives it
 * @reserved: zero
 *
 * In a session without a pid set it may be missing for a process whose last
 * thread was reaped by a debugger.
 */
struct captrace_exit {
	struct captrace_head head;
	struct captrace_who who;
	__u32 status;
	__u32 reserved[13];
};

/**
 * struct captrace_lost - records of this CPU are missing here (LOST)
 * @head: its time is that of the first of them, or of the last MARK if that is
 *	later
 * @full: checks lost since the ring was full
 * @missed: checks lost since the kernel's return probe had no instance left,
 *	see the module parameter maxactive
 * @events: records but CHECKs that were lost since the ring was full
 * @first_ns: time of the first, or earlier if others were told of before
 * @last_ns: time of the last
 * @reserved: zero
 */
struct captrace_lost {
	struct captrace_head head;
	__aligned_u64 full;
	__aligned_u64 missed;
	__aligned_u64 events;
	__aligned_u64 first_ns;
	__aligned_u64 last_ns;
	__aligned_u64 reserved[8];
};

/**
 * struct captrace_blind - captrace could not see (BLIND)
 * @head: its time is when this was found
 * @since_ns: when it was last known to see
 * @until_ns: when it was found not to
 * @reserved: zero
 *
 * While a session runs, the module makes a check of its own each second.  When
 * its probe does not see it, somebody has switched kprobes off, and checks
 * made since then are neither delivered nor counted.
 */
struct captrace_blind {
	struct captrace_head head;
	__aligned_u64 since_ns;
	__aligned_u64 until_ns;
	__aligned_u64 reserved[11];
};

/**
 * struct captrace_clock - the clocks against each other (CLOCK)
 * @head: no flags
 * @realtime_offset_ns: as in struct captrace_header
 * @boottime_offset_ns: as in struct captrace_header
 * @reserved: zero
 *
 * Sent when one of the offsets has changed by a millisecond or more since it
 * was last told of, as it does when the clock is set and in a suspend.  Each
 * CPU sends its own, before the first record that it makes in the next tick
 * after the change, or in a later one if that was lost.
 */
struct captrace_clock {
	struct captrace_head head;
	__aligned_u64 realtime_offset_ns;
	__aligned_u64 boottime_offset_ns;
	__aligned_u64 reserved[11];
};

/**
 * struct captrace_counters - what became of everything, so far
 * @delivered: CHECK records read
 * @lost_full: checks lost to a full ring
 * @lost_missed: checks lost since no return instance was left
 * @lost_events: records but CHECKs that were lost to a full ring
 * @hidden: checks that only their class hid, whatever their result, by enum
 *	captrace_class
 * @unseen: probe hits that the kernel skipped while this session ran, of all
 *	tasks: nobody knows whether they would have matched
 * @blind_ns: for how long nothing was seen
 * @pids: processes in the pid set now, without one that waits for its exec
 * @reserved: zero
 */
struct captrace_counters {
	__aligned_u64 delivered;
	__aligned_u64 lost_full;
	__aligned_u64 lost_missed;
	__aligned_u64 lost_events;
	__aligned_u64 hidden[CAPTRACE_NR_CLASSES];
	__aligned_u64 unseen;
	__aligned_u64 blind_ns;
	__aligned_u64 pids;
	__aligned_u64 reserved;
};

/**
 * struct captrace_end - the stream ends (END)
 * @head: its time is that of the STOP, or of the last MARK if that is later
 * @counters: the totals
 */
struct captrace_end {
	struct captrace_head head;
	struct captrace_counters counters;
};

/* struct captrace_info, @features: what not every kernel can. */
#define CAPTRACE_FEATURE_LSM	      0x1 /* CAPTRACE_FILTER_LSM */
#define CAPTRACE_FEATURE_OUTCOME      0x2 /* CAPTRACE_EVENT_OUTCOME */
#define CAPTRACE_FEATURE_CGROUP	      0x4 /* who.cgroup_id, and targets by it */
#define CAPTRACE_FEATURE_KERNEL_STACK 0x8 /* CAPTRACE_EVENT_KERNEL_STACK */
#define CAPTRACE_FEATURE_USER_STACK   0x10 /* CAPTRACE_EVENT_USER_STACK */

/**
 * struct captrace_info - what this module is and has (CAPTRACE_IOC_INFO)
 * @abi: CAPTRACE_ABI of the module
 * @record_size: bytes
 * @features: CAPTRACE_FEATURE_*
 * @hook: enum captrace_hook of a session without CAPTRACE_FILTER_LSM
 * @nr_cpus: CPUs that have, or would have, a ring
 * @ring_records: records in each ring
 * @max_sessions: how many may be open at once
 * @maxactive: checks that can be under way at once without loss
 * @version: of the module, NUL-terminated
 * @reserved: zero
 */
struct captrace_info {
	__u32 abi;
	__u32 record_size;
	__aligned_u64 features;
	__u32 hook;
	__u32 nr_cpus;
	__u32 ring_records;
	__u32 max_sessions;
	__u32 maxactive;
	__u8 version[28];
	__aligned_u64 reserved[8];
};

/* struct captrace_filter, @flags */
#define CAPTRACE_FILTER_FOLLOW 0x1 /* children of processes in the set */
#define CAPTRACE_FILTER_SELF   0x2 /* the process that opened the device */
#define CAPTRACE_FILTER_LSM    0x4 /* the verdict of all security modules */

/* struct captrace_filter, @results */
#define CAPTRACE_RESULT_GRANTED 0x1
#define CAPTRACE_RESULT_DENIED	0x2

/* struct captrace_filter, @events */
#define CAPTRACE_EVENT_FORK	    0x1
#define CAPTRACE_EVENT_EXEC	    0x2
#define CAPTRACE_EVENT_EXIT	    0x4
#define CAPTRACE_EVENT_OUTCOME	    0x8
#define CAPTRACE_EVENT_CGROUP	    0x10
#define CAPTRACE_EVENT_KERNEL_STACK 0x20
#define CAPTRACE_EVENT_USER_STACK   0x40

/**
 * struct captrace_filter - what a session wants (CAPTRACE_IOC_FILTER)
 * @flags: CAPTRACE_FILTER_*
 * @classes: one bit for each enum captrace_class
 * @results: CAPTRACE_RESULT_*
 * @events: CAPTRACE_EVENT_*: records wanted beside checks.  FORK, EXEC and EXIT
 *	are those of the processes of the pid set or, without one, of all; they
 *	are not subject to targets.
 * @caps: one bit for each capability
 * @mmap_min_addr: the sysctl vm.mmap_min_addr: where the compiler has inlined
 *	the check of mmap(2), an address below this is how it is noticed
 * @reserved: zero
 *
 * Capabilities from 64 on always pass.  The process that opened the device is
 * left out, unless CAPTRACE_FILTER_SELF is set.  OUTCOME, CGROUP and STACK
 * records are not sent where the kernel lacks the feature, and nothing fails.
 *
 * Replaces the filter, but not the pid set.  Until the first call: no flags,
 * classes AUDITED and DECISIVE, both results, all events but stacks, all
 * capabilities, the mmap_min_addr that the kernel was configured with.
 * EINVAL for a mask that lets nothing pass, EOPNOTSUPP for CAPTRACE_FILTER_LSM
 * without CAPTRACE_FEATURE_LSM, EBUSY once started.
 */
struct captrace_filter {
	__u32 flags;
	__u32 classes;
	__u32 results;
	__u32 events;
	__aligned_u64 caps;
	__aligned_u64 mmap_min_addr;
	__aligned_u64 reserved[4];
};

/**
 * enum captrace_pids_op - what to do with the pid set
 * @CAPTRACE_PIDS_ADD: trace this process from now on; any of its threads
 *	names it
 * @CAPTRACE_PIDS_ADD_AT_EXEC: trace it from the moment that it runs another
 *	program; one process at a time waits so (EBUSY)
 * @CAPTRACE_PIDS_REMOVE: trace it no more; ENOENT if it is not in the set
 * @CAPTRACE_PIDS_CLEAR: empty the set; pid must be 0
 * @CAPTRACE_PIDS_ADD_TREE: trace this process and all its descendants: those
 *	found while it is looked for them, and the children that they have
 *	meanwhile.  Needs CAPTRACE_FILTER_FOLLOW (EINVAL).
 */
enum captrace_pids_op {
	CAPTRACE_PIDS_ADD = 1,
	CAPTRACE_PIDS_ADD_AT_EXEC = 2,
	CAPTRACE_PIDS_REMOVE = 3,
	CAPTRACE_PIDS_CLEAR = 4,
	CAPTRACE_PIDS_ADD_TREE = 5,
};

/**
 * struct captrace_pids - change the pid set (CAPTRACE_IOC_PIDS)
 * @op: enum captrace_pids_op
 * @pid: in the pid namespace of the opener
 * @reserved: zero
 *
 * A session without a set traces every process.  The first call gives it one,
 * which is possible only before the first START (EBUSY); from then on only
 * processes in the set are traced, also when it is empty.  A set can be changed
 * while the session runs.  Processes leave it when they end.  ESRCH if there is
 * no such process, or it is about to end.
 */
struct captrace_pids {
	__u32 op;
	__u32 pid;
	__aligned_u64 reserved[3];
};

/**
 * enum captrace_target_kind - what a target is named by
 * @CAPTRACE_TARGET_CGROUP: who.cgroup_id: processes in this control group, or
 *	one below it; EOPNOTSUPP without CAPTRACE_FEATURE_CGROUP
 * @CAPTRACE_TARGET_PIDNS: a pid: processes in the pid namespace of this process
 *	or one below it; ESRCH
 * @CAPTRACE_TARGET_USERNS: a pid: processes in the user namespace of this
 *	process or one below it; ESRCH
 * @CAPTRACE_TARGET_UID: a user id of the initial user namespace: processes with
 *	this effective user id
 */
enum captrace_target_kind {
	CAPTRACE_TARGET_CGROUP = 1,
	CAPTRACE_TARGET_PIDNS = 2,
	CAPTRACE_TARGET_USERNS = 3,
	CAPTRACE_TARGET_UID = 4,
};

/**
 * struct captrace_target - trace only some tasks (CAPTRACE_IOC_TARGET)
 * @kind: enum captrace_target_kind
 * @reserved0: zero
 * @value: as @kind says
 * @reserved: zero
 *
 * Targets of one kind are alternatives; targets of different kinds, and the pid
 * set, narrow each other.  A task is judged at the moment of its check.
 * Namespaces are held by the session, so that their numbers are not given to
 * others.  EBUSY once started, ENOSPC for more than CAPTRACE_TARGETS_MAX.
 */
struct captrace_target {
	__u32 kind;
	__u32 reserved0;
	__aligned_u64 value;
	__aligned_u64 reserved[2];
};

#define CAPTRACE_TARGETS_MAX 64u

/**
 * struct captrace_rings - size of the rings (CAPTRACE_IOC_RINGS)
 * @records: for each CPU; rounded up to a power of two
 * @reserved: zero
 *
 * EINVAL if out of bounds (CAPTRACE_RING_MIN to CAPTRACE_RING_MAX), EBUSY once
 * started.  Whether there is memory for them shows at START (ENOMEM).
 */
struct captrace_rings {
	__u32 records;
	__u32 reserved[3];
};

#define CAPTRACE_RING_MIN 16u
#define CAPTRACE_RING_MAX (1u << 20)

/*
 * CAPTRACE_IOC_START: ENODATA if the probe does not see what it should: kprobes
 * are switched off.  Other errors are those of arming it.  EBUSY if started.
 * CAPTRACE_IOC_STOP: what was seen until here can still be read.  EINVAL if
 * the session does not run.
 */
#define CAPTRACE_IOC_INFO     _IOR(0xCA, 0, struct captrace_info)
#define CAPTRACE_IOC_FILTER   _IOW(0xCA, 1, struct captrace_filter)
#define CAPTRACE_IOC_PIDS     _IOW(0xCA, 2, struct captrace_pids)
#define CAPTRACE_IOC_RINGS    _IOW(0xCA, 3, struct captrace_rings)
#define CAPTRACE_IOC_START    _IO(0xCA, 4)
#define CAPTRACE_IOC_STOP     _IO(0xCA, 5)
#define CAPTRACE_IOC_COUNTERS _IOR(0xCA, 6, struct captrace_counters)
#define CAPTRACE_IOC_TARGET   _IOW(0xCA, 7, struct captrace_target)

#endif /* _UAPI_LINUX_CAPTRACE_H */
