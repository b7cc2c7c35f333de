// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a known number of capability checks in some processes, reads their
 * session, and compares: delivered + lost = made, numbers without a gap but
 * those that LOST records tell of, and time in order between MARKs.
 *
 *	account [-s] [-r RECORDS] [-p PROCESSES] CHECKS
 *
 * -s reads only after all checks were made.  Prints one line of what it found;
 * exit status 0 if everything agrees.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/captrace.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CPUS_MAX 64
#define BATCH	 512

struct account {
	unsigned long delivered;
	unsigned long full;
	unsigned long missed;
	unsigned long disorder;
	unsigned long gaps;
	__u64 mark_ns;
	__u64 time_ns[CPUS_MAX];
	__u64 seq[CPUS_MAX];
	bool ended;
	struct captrace_counters totals;
};

static void account_check(struct account *account,
			  const struct captrace_head *head)
{
	account->delivered++;
	account->gaps += head->seq != account->seq[head->cpu];
	account->seq[head->cpu] = head->seq + 1;
	account->disorder += head->time_ns < account->time_ns[head->cpu] ||
			     head->time_ns < account->mark_ns;
	account->time_ns[head->cpu] = head->time_ns;
}

static void account_record(struct account *account,
			   const struct captrace_head *head)
{
	const struct captrace_lost *lost = (const void *)head;
	const struct captrace_end *end = (const void *)head;

	switch (head->kind) {
	case CAPTRACE_CHECK:
		account_check(account, head);
		break;
	case CAPTRACE_LOST:
		account->full += lost->full;
		account->missed += lost->missed;
		account->seq[head->cpu] += lost->full + lost->missed;
		account->disorder += lost->first_ns > lost->last_ns;
		break;
	case CAPTRACE_MARK:
		account->disorder += head->time_ns < account->mark_ns;
		account->mark_ns = head->time_ns;
		break;
	case CAPTRACE_END:
		account->ended = true;
		account->totals = end->counters;
		break;
	}
}

/* Reads what there is; false at the end of the stream. */
static bool account_read(struct account *account, int fd)
{
	static unsigned char buf[BATCH][CAPTRACE_RECORD_SIZE];
	ssize_t size = read(fd, buf, sizeof(buf));
	ssize_t i;

	if (size < 0 && errno == EAGAIN)
		return true;
	if (size < 0)
		err(2, "read");
	for (i = 0; i < size / CAPTRACE_RECORD_SIZE; i++)
		account_record(account, (const void *)buf[i]);

	return size > 0;
}

static pid_t spawn_checker(unsigned long checks, int start)
{
	pid_t pid = fork();
	char byte;

	if (pid)
		return pid;

	if (read(start, &byte, 1) < 0)
		_exit(2);
	/* A name of negative length: one check of CAP_SYS_ADMIN, then EINVAL */
	while (checks--)
		if (syscall(SYS_sethostname, NULL, -1) != -1)
			_exit(3);
	_exit(0);
}

static void configure(int fd, unsigned int records)
{
	struct captrace_filter filter = {
		.classes = 1 << CAPTRACE_CLASS_AUDITED,
		.results = CAPTRACE_RESULT_GRANTED | CAPTRACE_RESULT_DENIED,
		.caps = 1ull << 21,
	};
	struct captrace_rings rings = { .records = records };

	if (ioctl(fd, CAPTRACE_IOC_FILTER, &filter))
		err(2, "FILTER");
	if (records && ioctl(fd, CAPTRACE_IOC_RINGS, &rings))
		err(2, "RINGS");
}

static void trace(int fd, pid_t pid)
{
	struct captrace_pids pids = { .op = CAPTRACE_PIDS_ADD, .pid = pid };

	if (ioctl(fd, CAPTRACE_IOC_PIDS, &pids))
		err(2, "PIDS");
}

static void run(struct account *account, int fd, int nr, bool late)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	int status;

	while (nr) {
		if (!late && poll(&poll_fd, 1, 10) > 0)
			account_read(account, fd);
		while (nr && waitpid(-1, &status, late ? 0 : WNOHANG) > 0) {
			if (status)
				errx(2, "a checker ended with %#x", status);
			nr--;
		}
	}
	if (ioctl(fd, CAPTRACE_IOC_STOP))
		err(2, "STOP");
	while (account_read(account, fd))
		;
}

static bool agrees(const struct account *account, unsigned long made)
{
	const struct captrace_counters *totals = &account->totals;

	return account->ended && !account->gaps && !account->disorder &&
	       account->delivered + account->full + account->missed == made &&
	       totals->delivered == account->delivered &&
	       totals->lost_full == account->full &&
	       totals->lost_missed == account->missed && !totals->unseen;
}

int main(int argc, char *argv[])
{
	static struct account account;
	unsigned long checks, made;
	unsigned int records = 0;
	int option, fd, i, nr = 1;
	bool late = false;
	int start[2];

	while ((option = getopt(argc, argv, "sr:p:")) != -1) {
		if (option == 's')
			late = true;
		else if (option == 'r')
			records = strtoul(optarg, NULL, 0);
		else if (option == 'p')
			nr = strtoul(optarg, NULL, 0);
		else
			return 2;
	}
	if (optind + 1 != argc)
		errx(2, "account [-s] [-r RECORDS] [-p PROCESSES] CHECKS");
	checks = strtoul(argv[optind], NULL, 0);
	made = checks * nr;

	fd = open("/dev/captrace", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		err(2, "/dev/captrace");
	if (pipe(start))
		err(2, "pipe");
	configure(fd, records);
	for (i = 0; i < nr; i++)
		trace(fd, spawn_checker(checks, start[0]));
	if (ioctl(fd, CAPTRACE_IOC_START))
		err(2, "START");
	for (i = 0; i < nr; i++)
		if (write(start[1], "", 1) != 1)
			err(2, "write");
	run(&account, fd, nr, late);

	printf("made %lu delivered %lu full %lu missed %lu unseen %llu gaps %lu disorder %lu\n",
	       made, account.delivered, account.full, account.missed,
	       (unsigned long long)account.totals.unseen, account.gaps,
	       account.disorder);

	return !agrees(&account, made);
}
