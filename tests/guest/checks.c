// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a known number of capability checks.
 *
 *	checks [-n COUNT] [-t THREADS] [-w FIFO] [-l] [-d] [-c COMM]
 *
 * Each of THREADS threads (1) makes COUNT (1) checks of CAP_SYS_ADMIN, the
 * main thread among them.  -w: once FIFO has been opened for writing and
 * closed again.  -l: the main thread ends before the others begin, and makes
 * none.  -d: the checks are not audited and decide: those of a seccomp filter.
 * -c: the threads call themselves COMM.
 */
#include <err.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned long count = 1;
static const char *fifo;
static const char *comm;
static bool decisive;

static void check(void)
{
	/* Both fail after the check: a name too short, a filter nowhere. */
	if (decisive)
		syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &(struct {
				unsigned short len;
				void *filter;
			}){ 1, 0 });
	else
		syscall(SYS_sethostname, NULL, -1);
}

static void *make_checks(void *unused)
{
	unsigned long i;
	char byte;
	int fd;

	(void)unused;
	if (comm)
		prctl(PR_SET_NAME, comm);
	if (fifo) {
		fd = open(fifo, O_RDONLY);
		if (fd < 0)
			err(2, "%s", fifo);
		while (read(fd, &byte, 1) > 0)
			;
	}
	for (i = 0; i < count; i++)
		check();

	return NULL;
}

int main(int argc, char *argv[])
{
	unsigned long i, nr_threads = 1;
	bool leader_first = false;
	pthread_t threads[64];
	int option;

	while ((option = getopt(argc, argv, "n:t:w:ldc:")) != -1) {
		if (option == 'n')
			count = strtoul(optarg, NULL, 0);
		else if (option == 't')
			nr_threads = strtoul(optarg, NULL, 0);
		else if (option == 'w')
			fifo = optarg;
		else if (option == 'l')
			leader_first = true;
		else if (option == 'd')
			decisive = true;
		else if (option == 'c')
			comm = optarg;
		else
			return 2;
	}
	if (nr_threads < 1 || nr_threads > 64 || optind != argc)
		errx(2, "see the top of checks.c");

	for (i = 1; i < nr_threads; i++)
		if (pthread_create(&threads[i], NULL, make_checks, NULL))
			errx(2, "cannot create a thread");
	if (leader_first)
		pthread_exit(NULL);
	make_checks(NULL);
	for (i = 1; i < nr_threads; i++)
		pthread_join(threads[i], NULL);

	return 0;
}
