// SPDX-License-Identifier: GPL-2.0-only
/*
 * note-signals FILE: writes a line INT into FILE at each SIGINT, from within
 * the handler, and its pid into FILE.pid once it is ready.  SIGTERM ends it.
 */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int notes;

static void note(int signo)
{
	(void)signo;
	if (write(notes, "INT\n", 4) != 4)
		_exit(2);
}

static void end(int signo)
{
	(void)signo;
	_exit(0);
}

int main(int argc, char *argv[])
{
	char path[4096];
	FILE *file;

	if (argc != 2)
		errx(2, "note-signals FILE");

	notes = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (notes < 0)
		err(2, "%s", argv[1]);

	signal(SIGINT, note);
	signal(SIGTERM, end);
	/* The terminal goes away with captrace. */
	signal(SIGHUP, SIG_IGN);

	snprintf(path, sizeof(path), "%s.pid", argv[1]);
	file = fopen(path, "w");
	if (!file || fprintf(file, "%d\n", getpid()) < 0 || fclose(file))
		err(2, "%s", path);

	for (;;)
		pause();
}
