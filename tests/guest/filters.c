// SPDX-License-Identifier: GPL-2.0-only
/*
 * Four sessions with different filters over the same checks: three of
 * CAP_SYS_ADMIN that are granted and two that are denied.  Prints what differs
 * from what each should have seen; exit status 0 if nothing does.
 */
#include <err.h>
#include <fcntl.h>
#include <linux/captrace.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define SYS_ADMIN (1ull << 21)
#define GRANTED	  3
#define DENIED	  2
#define AUDITED	  (1u << CAPTRACE_CLASS_AUDITED)
#define ADVISORY  (1u << CAPTRACE_CLASS_ADVISORY)
#define BOTH	  (CAPTRACE_RESULT_GRANTED | CAPTRACE_RESULT_DENIED)

static const struct expectation {
	const char *name;
	struct captrace_filter filter;
	unsigned int checks;
	unsigned int hidden;
} expectations[] = {
	{ "denied",
	  { .classes = AUDITED,
	    .results = CAPTRACE_RESULT_DENIED,
	    .caps = SYS_ADMIN },
	  DENIED,
	  0 },
	{ "granted",
	  { .classes = AUDITED,
	    .results = CAPTRACE_RESULT_GRANTED,
	    .caps = ~0ull },
	  GRANTED,
	  0 },
	{ "other capabilities",
	  { .classes = AUDITED, .results = BOTH, .caps = ~SYS_ADMIN },
	  0,
	  0 },
	{ "other class",
	  { .classes = ADVISORY, .results = BOTH, .caps = SYS_ADMIN },
	  0,
	  GRANTED + DENIED },
};

#define NR_SESSIONS (sizeof(expectations) / sizeof(expectations[0]))

static void make_checks(int start)
{
	char byte;
	int i;

	if (read(start, &byte, 1) != 1)
		_exit(2);
	for (i = 0; i < GRANTED; i++)
		syscall(SYS_sethostname, NULL, -1);
	if (setresuid(1, 1, 1))
		_exit(2);
	for (i = 0; i < DENIED; i++)
		syscall(SYS_sethostname, NULL, -1);
	_exit(0);
}

static int start_session(const struct captrace_filter *filter, pid_t pid)
{
	struct captrace_pids pids = { .op = CAPTRACE_PIDS_ADD, .pid = pid };
	int fd = open("/dev/captrace", O_RDWR | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, CAPTRACE_IOC_FILTER, filter) ||
	    ioctl(fd, CAPTRACE_IOC_PIDS, &pids) ||
	    ioctl(fd, CAPTRACE_IOC_START))
		err(2, "/dev/captrace");

	return fd;
}

static bool agrees(const struct expectation *expectation, int fd)
{
	struct captrace_check records[64];
	unsigned int i, nr, checks = 0;
	struct captrace_end end = { .head.kind = 0 };
	ssize_t size;

	if (ioctl(fd, CAPTRACE_IOC_STOP))
		err(2, "STOP");
	while ((size = read(fd, records, sizeof(records))) > 0) {
		nr = size / sizeof(records[0]);
		for (i = 0; i < nr; i++) {
			/* CAP_SETUID of setresuid() is not what is counted. */
			checks += records[i].head.kind == CAPTRACE_CHECK &&
				  records[i].cap == 21;
			if (records[i].head.kind == CAPTRACE_END)
				end = *(struct captrace_end *)&records[i];
		}
	}

	if (checks == expectation->checks &&
	    end.counters.hidden[CAPTRACE_CLASS_AUDITED] == expectation->hidden)
		return true;

	printf("%s: %u checks and %llu hidden, not %u and %u\n",
	       expectation->name, checks,
	       (unsigned long long)end.counters.hidden[CAPTRACE_CLASS_AUDITED],
	       expectation->checks, expectation->hidden);
	return false;
}

int main(void)
{
	int fds[NR_SESSIONS];
	int start[2];
	bool good = true;
	size_t i;
	pid_t pid;

	if (pipe(start))
		err(2, "pipe");
	pid = fork();
	if (!pid)
		make_checks(start[0]);
	for (i = 0; i < NR_SESSIONS; i++)
		fds[i] = start_session(&expectations[i].filter, pid);
	if (write(start[1], "", 1) != 1 || waitpid(pid, NULL, 0) != pid)
		err(2, "the process that makes the checks");
	for (i = 0; i < NR_SESSIONS; i++)
		good &= agrees(&expectations[i], fds[i]);

	return !good;
}
