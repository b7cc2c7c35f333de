// SPDX-License-Identifier: GPL-2.0-only
/*
 * ignore-children FILE COMMAND [ARG...]: runs COMMAND as a child that nobody
 * waits for, as SIGCHLD is ignored, writes its pid to FILE, and ends with it.
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	FILE *file;
	pid_t pid;

	if (argc < 3)
		errx(2, "ignore-children FILE COMMAND [ARG...]");

	signal(SIGCHLD, SIG_IGN);
	pid = fork();
	if (pid < 0)
		err(2, "fork");
	if (!pid) {
		execvp(argv[2], argv + 2);
		err(2, "%s", argv[2]);
	}

	file = fopen(argv[1], "w");
	if (!file || fprintf(file, "%d\n", pid) < 0 || fclose(file))
		err(2, "%s", argv[1]);
	/* With SIGCHLD ignored, this fails once there is no child any more. */
	while (wait(NULL) > 0)
		;

	return 0;
}
