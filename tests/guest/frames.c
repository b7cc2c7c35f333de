// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes checks of CAP_SYS_ADMIN with a known stack: main(), outer(), inner().
 *
 *	frames [-n COUNT] [-p PROCESSES] [-f FIFO]
 *
 * Each of PROCESSES processes (1) makes COUNT (1).  -f: and then waits until
 * FIFO is opened for writing.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Here, not in a function of the C library, which has no frame. */
static __attribute__((noinline)) long inner(long size)
{
	long result;

#ifdef __x86_64__
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "0"(SYS_sethostname), "D"(0), "S"(size)
			 : "rcx", "r11", "memory");
#else
	result = syscall(SYS_sethostname, NULL, size);
#endif

	return result + 1;
}

static __attribute__((noinline)) long outer(long size)
{
	return inner(size) - 1;
}

int main(int argc, char *argv[])
{
	const char *fifo = NULL;
	long count = 1, nr = 1;
	int option;

	while ((option = getopt(argc, argv, "n:p:f:")) != -1) {
		if (option == 'n')
			count = atol(optarg);
		else if (option == 'p')
			nr = atol(optarg);
		else if (option == 'f')
			fifo = optarg;
		else
			return 2;
	}

	while (nr-- > 1 && fork())
		;
	while (count--)
		if (outer(-1) >= 0)
			return 2;
	if (fifo && open(fifo, O_RDONLY) < 0)
		return 2;
	while (wait(NULL) > 0)
		;

	return 0;
}
