// SPDX-License-Identifier: GPL-2.0-only
/*
 * A storm of short-lived processes, each of which makes one check of
 * CAP_SYS_ADMIN.
 *
 *	storm [-n PROCESSES] [-x EVERY]
 *
 * PROCESSES (10000) in all, some at a time.  -x: each EVERYth (100) executes
 * `checks` to make it; the others share the memory of this one, as that makes
 * them cheap.
 */
#include <err.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define AT_ONCE	   8
#define STACK_SIZE 16384

static char stacks[AT_ONCE][STACK_SIZE] __attribute__((aligned(16)));
static pid_t pids[AT_ONCE];

static int check(void *unused)
{
	(void)unused;
	/* A name of negative length: the check, then EINVAL */
	syscall(SYS_sethostname, NULL, -1);
	syscall(SYS_exit_group, 0);

	return 0;
}

static pid_t execute(void)
{
	pid_t pid = fork();

	if (!pid) {
		execlp("checks", "checks", NULL);
		err(2, "checks");
	}

	return pid;
}

/* Which of AT_ONCE has ended. */
static int reap(void)
{
	int slot = 0;
	int status;
	pid_t pid = wait(&status);

	if (pid < 0)
		err(2, "wait");
	if (status)
		errx(2, "a process ended with %#x", status);
	while (pids[slot] != pid)
		slot++;

	return slot;
}

int main(int argc, char *argv[])
{
	unsigned long i, processes = 10000, every = 100;
	int option, slot;

	while ((option = getopt(argc, argv, "n:x:")) != -1) {
		if (option == 'n')
			processes = strtoul(optarg, NULL, 0);
		else if (option == 'x')
			every = strtoul(optarg, NULL, 0);
		else
			return 2;
	}
	if (!every || optind != argc)
		errx(2, "see the top of storm.c");

	for (i = 0; i < processes; i++) {
		slot = i < AT_ONCE ? (int)i : reap();
		pids[slot] = i % every == every - 1 ?
				     execute() :
				     clone(check, stacks[slot] + STACK_SIZE,
					   CLONE_VM | SIGCHLD, NULL);
		if (pids[slot] < 0)
			err(2, "no process");
	}
	for (i = 0; i < processes && i < AT_ONCE; i++)
		reap();

	return 0;
}
