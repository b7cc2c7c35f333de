// SPDX-License-Identifier: GPL-2.0-only
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "terminal.h"

/* As no-color.org has it. */
static bool wants_colours(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return (!no_color || !*no_color) && term && strcmp(term, "dumb");
}

bool terminal_attach(struct terminal *terminal, int fd)
{
	if (!isatty(fd))
		return false;

	setlocale(LC_CTYPE, "C.UTF-8");
	terminal->fd = fd;
	terminal->colours = wants_colours();

	return true;
}

unsigned int terminal_width(const struct terminal *terminal)
{
	struct winsize size;

	if (ioctl(terminal->fd, TIOCGWINSZ, &size))
		return 0;

	return size.ws_col;
}

unsigned int terminal_columns(uint32_t character)
{
	int columns = wcwidth(character);

	/* It is too new for the C library. */
	return columns < 0 ? 1 : columns;
}
