// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "facts.h"

/* By their numbers. */
static const struct fact facts[] = {
	{
		.name = "CAP_CHOWN",
		.since = "2.2",
		.allows = "change owner and group of any file",
		.risk = RISK_ROOT,
		.why = "it can make /etc/shadow its own, or a program that "
		       "root runs",
		.calls = "chown fchown fchownat lchown",
		.instead = "create files as the user that is to own them; to "
			   "give one's own to a group that one is in needs "
			   "nothing",
	},
	{
		.name = "CAP_DAC_OVERRIDE",
		.since = "2.2",
		.allows = "read and write any file, whatever its mode",
		.details = "search, list and change any directory; execute any "
			   "file that somebody may execute",
		.risk = RISK_ROOT,
		.why = "it can write /etc/shadow, or a program that root runs",
		.calls = "open openat creat unlink unlinkat rename mkdir "
			 "access stat execve",
		.narrower = "CAP_DAC_READ_SEARCH",
		.instead = "CAP_DAC_READ_SEARCH to read only; owner, group or "
			   "ACL of the files",
	},
	{
		.name = "CAP_DAC_READ_SEARCH",
		.since = "2.2",
		.allows = "read any file, list and search any directory",
		.details =
			"open files by handle; link a file by its descriptor",
		.risk = RISK_HIGH,
		.why = "it reads every secret: hashes of passwords, private "
		       "keys; a file handle can also lead out of a container",
		.calls = "open openat open_by_handle_at linkat access stat",
		.instead = "a group or an ACL that may read the files",
	},
	{
		.name = "CAP_FOWNER",
		.since = "2.2",
		.allows = "do to any file what only its owner may do",
		.details =
			"change mode, times, flags and ACLs; delete in sticky "
			"directories; open with O_NOATIME",
		.risk = RISK_ROOT,
		.why = "it can make /etc/shadow writable, or a shell of root "
		       "set-user-ID",
		.calls = "chmod fchmod fchmodat utimensat setxattr unlink "
			 "unlinkat rename open openat ioctl",
		.instead = "act as the owner of the files",
	},
	{
		.name = "CAP_FSETID",
		.since = "2.2",
		.allows = "keep set-user-ID and set-group-ID bits",
		.details =
			"they stay when a file is written; set-group-ID of "
			"one's own file may be for a group that one is not in",
		.risk = RISK_MEDIUM,
		.why = "with a file of another group that one owns, its "
		       "programs run with that group",
		.calls = "write chmod fchmod fchmodat truncate fallocate",
		.instead =
			"the kernel asks it at each write to such a file, and "
			"at each chmod() of a file of another group: without "
			"it the bits are cleared, and the call succeeds",
	},
	{
		.name = "CAP_KILL",
		.since = "2.2",
		.allows = "send signals to any process",
		.risk = RISK_MEDIUM,
		.why = "it can end any service, also those that watch over "
		       "others",
		.calls = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo "
			 "pidfd_send_signal",
		.instead = "run as the user of the other process, or ask what "
			   "started it",
	},
	{
		.name = "CAP_SETGID",
		.since = "2.2",
		.allows = "become any group, and be in any groups",
		.details = "map group ids of a user namespace; claim another "
			   "group id on a socket",
		.risk = RISK_HIGH,
		.why = "groups such as disk, shadow and docker are as good "
		       "as root",
		.calls = "setgid setregid setresgid setfsgid setgroups sendmsg "
			 "write",
		.instead =
			"start it with the right groups, as User=, Group= and "
			"SupplementaryGroups= of systemd do",
	},
	{
		.name = "CAP_SETUID",
		.since = "2.2",
		.allows = "become any user, root too",
		.details =
			"map user ids of a user namespace; claim another user "
			"id on a socket",
		.risk = RISK_ROOT,
		.why = "it becomes root with one call; the next program then "
		       "gets all capabilities of the bounding set",
		.calls = "setuid setreuid setresuid setfsuid sendmsg write",
		.instead =
			"start it as the user that it changes to, as User= of "
			"systemd does",
	},
	{
		.name = "CAP_SETPCAP",
		.since = "2.2",
		.allows = "change the bounding set and securebits",
		.details = "drop from the bounding set; add from it to the "
			   "inheritable set",
		.risk = RISK_MEDIUM,
		.why = "securebits stay as they are in set-user-ID programs: "
		       "one that gives up root may keep its capabilities; the "
		       "inheritable set counts only for files that inherit",
		.calls = "prctl capset",
		.instead = "let what starts it set the bounding set, as "
			   "CapabilityBoundingSet= of systemd does",
	},
	{
		.name = "CAP_LINUX_IMMUTABLE",
		.since = "2.2",
		.allows = "set and clear flags immutable and append-only",
		.risk = RISK_LOW,
		.why = "it takes a protection away, but one still has to own "
		       "the file",
		.calls = "ioctl",
		.instead = "set the flags once, from outside",
	},
	{
		.name = "CAP_NET_BIND_SERVICE",
		.since = "2.2",
		.allows = "bind to ports below 1024",
		.risk = RISK_LOW,
		.why = "it can pose as a well-known service, where that is "
		       "not running",
		.calls = "bind",
		.instead =
			"sysctl net.ipv4.ip_unprivileged_port_start (since "
			"Linux 4.11); a socket that systemd has bound; a port "
			"from 1024 on behind a proxy",
	},
	{
		.name = "CAP_NET_BROADCAST",
		.since = "2.2",
		.allows = "hear netlink of other network namespaces",
		.details =
			"that is NETLINK_LISTEN_ALL_NSID, since Linux 4.2; "
			"broadcasts and multicasts on a network do not need it",
		.risk = RISK_LOW,
		.why = "it sees how the networks of others are configured",
		.calls = "setsockopt",
		.instead = "a socket in each network namespace",
	},
	{
		.name = "CAP_NET_ADMIN",
		.since = "2.2",
		.allows = "configure the network",
		.details =
			"links, addresses, routes, firewall, traffic control, "
			"tunnels, promiscuous mode; SO_RCVBUFFORCE, "
			"SO_SNDBUFFORCE, SO_MARK",
		.risk = RISK_HIGH,
		.why = "it redirects, hears and forges all traffic of its "
		       "network namespace, and gets at much code of the "
		       "kernel",
		.calls = "sendto sendmsg setsockopt ioctl bpf",
		.narrower = "CAP_NET_RAW",
		.instead =
			"CAP_NET_RAW for IP_TRANSPARENT and, since Linux "
			"5.17, SO_MARK; a network namespace of its own; large "
			"socket buffers by net.core.rmem_max and wmem_max",
	},
	{
		.name = "CAP_NET_RAW",
		.since = "2.2",
		.allows = "use raw sockets and packet sockets",
		.details = "bind to foreign addresses as a transparent proxy",
		.risk = RISK_MEDIUM,
		.why = "it hears what reaches its network namespace and "
		       "forges packets of others",
		.calls = "socket setsockopt bind",
		.instead = "for ping datagram sockets of ICMP, which sysctl "
			   "net.ipv4.ping_group_range allows to groups",
	},
	{
		.name = "CAP_IPC_LOCK",
		.since = "2.2",
		.allows = "lock any amount of memory",
		.details = "shared memory of huge pages, and that of others "
			   "locked and unlocked",
		.risk = RISK_LOW,
		.why = "it can take memory until others have none",
		.calls = "mlock mlock2 mlockall mmap shmget shmctl",
		.instead =
			"a higher RLIMIT_MEMLOCK, as LimitMEMLOCK= of systemd "
			"sets it; sysctl vm.hugetlb_shm_group",
	},
	{
		.name = "CAP_IPC_OWNER",
		.since = "2.2",
		.allows = "use any shared memory, semaphore, message queue",
		.details = "of System V, whatever its mode",
		.risk = RISK_MEDIUM,
		.why = "it reads and changes what all users of its IPC "
		       "namespace share",
		.calls = "shmget shmat shmctl semget semop semctl msgget "
			 "msgsnd msgrcv msgctl",
		.instead = "owner, group and mode of the objects; an IPC "
			   "namespace of its own",
	},
	{
		.name = "CAP_SYS_MODULE",
		.since = "2.2",
		.allows = "load and unload kernel modules",
		.risk = RISK_ROOT,
		.why = "its own code runs in the kernel",
		.calls = "init_module finit_module delete_module",
		.instead = "load the modules before, as modules-load.d of "
			   "systemd does",
	},
	{
		.name = "CAP_SYS_RAWIO",
		.since = "2.2",
		.allows = "reach ports, memory and devices directly",
		.details = "/dev/mem, /proc/kcore, MSRs, any SCSI command; map "
			   "memory below vm.mmap_min_addr",
		.risk = RISK_ROOT,
		.why = "it reads and writes memory and disks below all checks",
		.calls = "iopl ioperm open openat ioctl mmap",
		.instead =
			"a driver for the device, such as spidev, i2c-dev or "
			"gpio",
	},
	{
		.name = "CAP_SYS_CHROOT",
		.since = "2.2",
		.allows = "change the root directory",
		.details =
			"enter a mount namespace, if CAP_SYS_ADMIN allows it "
			"too",
		.risk = RISK_HIGH,
		.why = "it gets out of a chroot, and a set-user-ID program "
		       "below a root of its own making runs its code",
		.calls = "chroot setns",
		.instead = "let what starts it set the root, as RootDirectory= "
			   "of systemd does; a user namespace of its own",
	},
	{
		.name = "CAP_SYS_PTRACE",
		.since = "2.2",
		.allows = "trace any process",
		.details = "read and write its memory; see its files, "
			   "environment and maps; take its descriptors; handle "
			   "faults of the kernel with userfaultfd",
		.risk = RISK_ROOT,
		.why = "it takes over any process of root that it can see",
		.calls = "ptrace process_vm_readv process_vm_writev openat "
			 "readlink kcmp pidfd_getfd userfaultfd",
		.narrower = "CAP_PERFMON",
		.instead = "CAP_PERFMON for perf; run as the user of the other "
			   "process, or as its parent; much of /proc is only "
			   "less complete without it",
	},
	{
		.name = "CAP_SYS_PACCT",
		.since = "2.2",
		.allows = "switch process accounting on and off",
		.risk = RISK_LOW,
		.why = "it can stop the accounting, or see which programs "
		       "have run",
		.calls = "acct",
		.instead = "switch it on from outside",
	},
	{
		.name = "CAP_SYS_ADMIN",
		.since = "2.2",
		.allows = "administer the system in hundreds of ways",
		.details = "mount, namespaces, swap, quota, host name, trusted "
			   "attributes, commands of many drivers, and all of "
			   "what is narrower",
		.risk = RISK_ROOT,
		.why = "it mounts over anything, and enters all namespaces",
		.calls = "mount umount2 pivot_root unshare setns clone swapon "
			 "sethostname quotactl bpf perf_event_open seccomp "
			 "ioctl",
		.narrower =
			"CAP_SYSLOG CAP_PERFMON CAP_BPF CAP_CHECKPOINT_RESTORE",
		.instead =
			"no_new_privs before seccomp; a user namespace of its "
			"own for mounts and namespaces",
	},
	{
		.name = "CAP_SYS_BOOT",
		.since = "2.2",
		.allows = "reboot, and load another kernel",
		.risk = RISK_ROOT,
		.why = "kexec starts any kernel, unless "
		       "kernel.kexec_load_disabled or lockdown forbids it; "
		       "and a reboot stops all",
		.calls = "reboot kexec_load kexec_file_load",
		.instead = "ask the service manager to reboot; in a pid "
			   "namespace of its own reboot() only ends that",
	},
	{
		.name = "CAP_SYS_NICE",
		.since = "2.2",
		.allows = "raise priorities, also of others",
		.details = "real-time scheduling, CPU affinity, I/O priority, "
			   "memory on other nodes",
		.risk = RISK_MEDIUM,
		.why = "a real-time process can starve all others",
		.calls = "setpriority sched_setscheduler sched_setparam "
			 "sched_setattr sched_setaffinity ioprio_set mbind "
			 "move_pages migrate_pages",
		.instead = "RLIMIT_NICE and RLIMIT_RTPRIO; Nice= and "
			   "CPUSchedulingPolicy= of systemd",
	},
	{
		.name = "CAP_SYS_RESOURCE",
		.since = "2.2",
		.allows = "go beyond limits, and raise them",
		.details =
			"hard limits, processes, disk quotas and reserved "
			"blocks, pipes, message queues, lower oom_score_adj, "
			"PR_SET_MM",
		.risk = RISK_MEDIUM,
		.why = "it takes memory, processes and disk space that are "
		       "kept for others",
		.calls = "setrlimit prlimit64 fcntl prctl clone mq_open msgctl "
			 "write ioctl",
		.instead =
			"set the limits before it starts, as LimitNOFILE= and "
			"OOMScoreAdjust= of systemd do",
	},
	{
		.name = "CAP_SYS_TIME",
		.since = "2.2",
		.allows = "set the clock",
		.risk = RISK_MEDIUM,
		.why = "certificates, tickets, timers and logs trust the clock",
		.calls = "clock_settime clock_adjtime settimeofday adjtimex "
			 "ioctl",
		.instead =
			"leave it to one service for time; to read the clock "
			"needs nothing",
	},
	{
		.name = "CAP_SYS_TTY_CONFIG",
		.since = "2.2",
		.allows = "configure virtual consoles, hang up terminals",
		.risk = RISK_MEDIUM,
		.why = "it changes what the keys of a console type, for root "
		       "too",
		.calls = "vhangup ioctl",
		.instead =
			"set the console up from outside; run on that terminal",
	},
	{
		.name = "CAP_MKNOD",
		.since = "2.4",
		.allows = "make device files",
		.risk = RISK_ROOT,
		.why = "it makes its own file for any disk, and reads and "
		       "writes the disk, unless a device cgroup or a nodev "
		       "mount forbids it",
		.calls = "mknod mknodat",
		.instead =
			"devices that are there before, as DeviceAllow= of "
			"systemd and --device of containers give them; pipes "
			"and sockets need nothing",
	},
	{
		.name = "CAP_LEASE",
		.since = "2.4",
		.allows = "take leases on files of others",
		.risk = RISK_LOW,
		.why = "it delays whoever opens the file by at most "
		       "fs.lease-break-time",
		.calls = "fcntl",
		.instead = "leases on files that one owns; inotify or fanotify "
			   "to hear of changes",
	},
	{
		.name = "CAP_AUDIT_WRITE",
		.since = "2.6.11",
		.allows = "write records into the audit log",
		.risk = RISK_LOW,
		.why = "it can forge records of programs, and fill the log",
		.calls = "sendto sendmsg",
		.instead = "log with syslog; but programs for logins often "
			   "insist on it",
	},
	{
		.name = "CAP_AUDIT_CONTROL",
		.since = "2.6.11",
		.allows = "configure auditing",
		.details = "switch it on and off, change rules, set the login "
			   "user id again",
		.risk = RISK_MEDIUM,
		.why = "it hides what it and others do",
		.calls = "sendto sendmsg write",
		.instead = "load the rules at boot",
	},
	{
		.name = "CAP_SETFCAP",
		.since = "2.6.24",
		.allows = "give capabilities to files",
		.details =
			"map the user id 0 into a user namespace (since Linux "
			"5.12)",
		.risk = RISK_ROOT,
		.why = "it gives a program all capabilities and runs it: it "
		       "has all of its bounding set then, unless "
		       "no_new_privs holds",
		.calls = "setxattr lsetxattr fsetxattr removexattr write",
		.instead = "let the package manager or setcap do it when it is "
			   "installed",
	},
	{
		.name = "CAP_MAC_OVERRIDE",
		.since = "2.6.25",
		.allows = "ignore the rules of Smack",
		.details = "no other security module of Linux knows it",
		.risk = RISK_MEDIUM,
		.why = "where Smack is used nothing of it holds; elsewhere "
		       "it is of no use",
		.calls = "open openat connect sendto kill",
		.instead = "a rule of Smack",
	},
	{
		.name = "CAP_MAC_ADMIN",
		.since = "2.6.25",
		.allows = "change policies of AppArmor and Smack",
		.details = "with SELinux, see and set labels that it does not "
			   "know",
		.risk = RISK_HIGH,
		.why = "it lifts the confinement of others and, unless the "
		       "policy forbids that, its own",
		.calls = "write setxattr getxattr",
		.instead = "load the policy at boot",
	},
	{
		.name = "CAP_SYSLOG",
		.since = "2.6.37",
		.allows = "read and clear the log of the kernel",
		.details = "see addresses where kernel.kptr_restrict is 1",
		.risk = RISK_MEDIUM,
		.why = "the addresses help to attack the kernel",
		.calls = "syslog open openat read",
		.instead = "sysctl kernel.dmesg_restrict=0; the journal, for a "
			   "group that may read it",
	},
	{
		.name = "CAP_WAKE_ALARM",
		.since = "3.0",
		.allows = "set timers that wake the machine",
		.risk = RISK_LOW,
		.why = "it empties a battery",
		.calls = "timerfd_create timerfd_settime timer_create "
			 "clock_nanosleep",
		.instead =
			"timers that wait while the machine sleeps: those of "
			"CLOCK_REALTIME and CLOCK_BOOTTIME; WakeSystem= of "
			"systemd",
	},
	{
		.name = "CAP_BLOCK_SUSPEND",
		.since = "3.5",
		.allows = "keep the machine from suspending",
		.risk = RISK_LOW,
		.why = "it empties a battery",
		.calls = "epoll_ctl write",
		.instead = "without it EPOLLWAKEUP is ignored, and the call "
			   "succeeds; an inhibitor lock of systemd-logind",
	},
	{
		.name = "CAP_AUDIT_READ",
		.since = "3.16",
		.allows = "read the audit log as it is written",
		.risk = RISK_MEDIUM,
		.why = "it sees what is audited of all users: programs, "
		       "arguments, files",
		.calls = "bind setsockopt",
		.instead = "read what the audit daemon passes on",
	},
	{
		.name = "CAP_PERFMON",
		.since = "5.8",
		.allows = "measure and trace the kernel and all processes",
		.risk = RISK_HIGH,
		.why = "it samples what others do and, with CAP_BPF, reads "
		       "memory of the kernel and of all processes",
		.calls = "perf_event_open bpf",
		.instead =
			"for one's own programs kernel.perf_event_paranoid of "
			"2 or less",
	},
	{
		.name = "CAP_BPF",
		.since = "5.8",
		.allows = "load BPF programs and maps",
		.details = "tracing takes CAP_PERFMON as well, the network "
			   "CAP_NET_ADMIN",
		.risk = RISK_HIGH,
		.why = "a fault of the verifier is a hole in the kernel; "
		       "with CAP_PERFMON it reads memory of the kernel",
		.calls = "bpf",
		.instead = "since Linux 5.19 let a loader pin the objects, and "
			   "open them by their path",
	},
	{
		.name = "CAP_CHECKPOINT_RESTORE",
		.since = "5.9",
		.allows = "choose the pid of a new process",
		.details = "open files that others have mapped, in "
			   "map_files of /proc; change what exe of its own "
			   "names there",
		.risk = RISK_MEDIUM,
		.why = "it can take a pid that others still trust; other "
		       "processes it opens only where it may trace them",
		.calls = "clone3 openat readlink prctl write",
		.instead = NULL,
	},
};

const struct fact *facts_of(unsigned int cap)
{
	if (cap >= sizeof(facts) / sizeof(facts[0]))
		return NULL;

	return &facts[cap];
}

const char *facts_risk(enum risk risk)
{
	static const char *const words[] = {
		[RISK_LOW] = "low",
		[RISK_MEDIUM] = "medium",
		[RISK_HIGH] = "high",
		[RISK_ROOT] = "as good as root",
	};

	return words[risk];
}
