/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_WIDTH_H
#define CAPTRACE_WIDTH_H

#include <stddef.h>

/*
 * Bytes at the beginning of @text, of @size bytes, that fit into @room columns
 * of a terminal: whole characters, and whole escapes of escape_put().  How many
 * columns they take is in *@columns.
 */
size_t width_fit(const char *text, size_t size, unsigned int room,
		 unsigned int *columns);

#endif
