// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes one system call whose checks a test knows.
 *
 *	calls access PATH	may the real user read PATH?
 *	calls chmod MODE PATH
 *	calls fexecve PATH [ARG...]	run it by a file descriptor
 *	calls memfd PATH [ARG...]	run a copy of it that has no name
 *	calls setuid UID
 *	calls traceme		let the parent trace this process
 *	calls write FD TEXT
 *
 * Says why it failed; the exit status is 1 then.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static int call_access(char *args[])
{
	return access(args[0], R_OK);
}

static int call_chmod(char *args[])
{
	return chmod(args[1], strtoul(args[0], NULL, 8));
}

static int call_fexecve(char *args[])
{
	return fexecve(open(args[0], O_RDONLY | O_CLOEXEC), args, environ);
}

static int call_memfd(char *args[])
{
	int from = open(args[0], O_RDONLY | O_CLOEXEC);
	int to = memfd_create("calls", MFD_CLOEXEC);

	while (sendfile(to, from, NULL, 1 << 20) > 0)
		;

	return fexecve(to, args, environ);
}

static int call_setuid(char *args[])
{
	return setuid(strtoul(args[0], NULL, 0));
}

static int call_traceme(char *args[])
{
	(void)args;

	return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int call_write(char *args[])
{
	return write(atoi(args[0]), args[1], strlen(args[1])) < 0 ? -1 : 0;
}

static const struct {
	const char *name;
	int args;
	int (*call)(char *args[]);
} calls[] = {
	{ "access", 1, call_access },	{ "chmod", 2, call_chmod },
	{ "fexecve", 1, call_fexecve }, { "memfd", 1, call_memfd },
	{ "setuid", 1, call_setuid },	{ "traceme", 0, call_traceme },
	{ "write", 2, call_write },
};

int main(int argc, char *argv[])
{
	size_t i;

	for (i = 0; argc > 1 && i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (strcmp(argv[1], calls[i].name))
			continue;
		if (argc - 2 < calls[i].args)
			break;
		if (calls[i].call(argv + 2))
			err(1, "%s", argv[1]);
		return 0;
	}
	errx(2, "see the top of calls.c");
}
