// SPDX-License-Identifier: GPL-2.0-only
/*
 * Steps CLOCK_REALTIME by -3600 s, and back, while a session runs, and checks
 * that of each step one CLOCK record tells, before the first check of the next
 * tick, and rightly.
 */
#include <err.h>
#include <fcntl.h>
#include <linux/captrace.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define STEP_S	      3600
#define NR_STEPS      2
#define CHECKS	      10
#define NS_PER_S      1000000000ll
#define NS_PER_MS     1000000ll
#define CAP_SYS_ADMIN 21

/* Longer than a tick of any kernel. */
#define TICK_NS (20 * NS_PER_MS)

static long long now_ns(clockid_t clock)
{
	struct timespec now;

	if (clock_gettime(clock, &now))
		err(2, "clock_gettime");

	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

/* As exact as the time between two readings of a clock. */
static long long offset_ns(clockid_t clock)
{
	long long before_ns, offset, after_ns;

	do {
		before_ns = now_ns(CLOCK_MONOTONIC);
		offset = now_ns(clock);
		after_ns = now_ns(CLOCK_MONOTONIC);
	} while (after_ns - before_ns > NS_PER_MS / 4);

	return offset - before_ns;
}

static bool near(__u64 told_ns, long long real_ns)
{
	return llabs((long long)told_ns - real_ns) < NS_PER_MS;
}

static void step(int seconds)
{
	struct timespec now;

	if (clock_gettime(CLOCK_REALTIME, &now))
		err(2, "clock_gettime");
	now.tv_sec += seconds;
	if (clock_settime(CLOCK_REALTIME, &now))
		err(2, "clock_settime");
}

static void make_checks(void)
{
	long long until_ns = now_ns(CLOCK_MONOTONIC) + TICK_NS;
	int i;

	while (now_ns(CLOCK_MONOTONIC) < until_ns)
		;
	for (i = 0; i < CHECKS; i++)
		syscall(SYS_sethostname, NULL, -1);
}

static int start_session(void)
{
	struct captrace_filter filter = {
		.flags = CAPTRACE_FILTER_SELF,
		.classes = 1 << CAPTRACE_CLASS_AUDITED,
		.results = CAPTRACE_RESULT_GRANTED | CAPTRACE_RESULT_DENIED,
		.caps = 1ull << CAP_SYS_ADMIN,
	};
	struct captrace_pids pids = {
		.op = CAPTRACE_PIDS_ADD,
		.pid = getpid(),
	};
	int fd = open("/dev/captrace", O_RDWR | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, CAPTRACE_IOC_FILTER, &filter) ||
	    ioctl(fd, CAPTRACE_IOC_PIDS, &pids) ||
	    ioctl(fd, CAPTRACE_IOC_START))
		err(2, "/dev/captrace");

	return fd;
}

int main(void)
{
	static unsigned char records[256][CAPTRACE_RECORD_SIZE];
	long long realtime_ns[NR_STEPS + 1];
	long long boottime_ns = offset_ns(CLOCK_BOOTTIME);
	int i, fd, nr, clocks = 0, checks = 0;
	bool good = true;
	cpu_set_t cpu;

	CPU_ZERO(&cpu);
	CPU_SET(0, &cpu);
	if (sched_setaffinity(0, sizeof(cpu), &cpu))
		err(2, "sched_setaffinity");

	fd = start_session();
	realtime_ns[0] = offset_ns(CLOCK_REALTIME);
	make_checks();
	for (i = 1; i <= NR_STEPS; i++) {
		step(i % 2 ? -STEP_S : STEP_S);
		realtime_ns[i] = offset_ns(CLOCK_REALTIME);
		make_checks();
	}
	if (ioctl(fd, CAPTRACE_IOC_STOP))
		err(2, "STOP");

	nr = read(fd, records, sizeof(records)) / CAPTRACE_RECORD_SIZE;
	for (i = 0; i < nr; i++) {
		const struct captrace_header *header = (void *)records[i];
		const struct captrace_clock *clock = (void *)records[i];

		if (header->head.kind == CAPTRACE_CHECK)
			checks++;
		if (header->head.kind == CAPTRACE_HEADER)
			good &= near(header->realtime_offset_ns,
				     realtime_ns[0]) &&
				near(header->boottime_offset_ns, boottime_ns);
		if (header->head.kind != CAPTRACE_CLOCK)
			continue;

		good &= ++clocks <= NR_STEPS && checks == clocks * CHECKS &&
			near(clock->realtime_offset_ns, realtime_ns[clocks]) &&
			near(clock->boottime_offset_ns, boottime_ns);
		printf("CLOCK after %d checks: %+lld ns off\n", checks,
		       (long long)clock->realtime_offset_ns -
			       realtime_ns[clocks]);
	}
	printf("%d CLOCK records, %d checks\n", clocks, checks);

	return !good || clocks != NR_STEPS || checks != CHECKS * (NR_STEPS + 1);
}
