/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TERMINAL_H
#define CAPTRACE_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

/* A terminal that lines go to. */
struct terminal {
	int fd;
	/* The user has nothing against colours. */
	bool colours;
};

/*
 * False if @fd is no terminal.  From here on wcwidth() knows the characters of
 * UTF-8, whatever the locale.
 */
bool terminal_attach(struct terminal *terminal, int fd);

/* Columns that it has now; 0 if it does not say. */
unsigned int terminal_width(const struct terminal *terminal);

/* Columns that a character takes. */
unsigned int terminal_columns(uint32_t character);

#endif
