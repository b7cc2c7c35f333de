/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FRAMES_H
#define CAPTRACE_FRAMES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The next frame of *@stack, the text of a STACK, which moves on behind it.
 * The frame has no end of its own but @size.  False if there is none left.
 */
bool frames_next(const char **stack, const char **frame, size_t *size);

/*
 * The same from the end: *@left is what is left of the stack, at first all of
 * it.
 */
bool frames_previous(const char *stack, size_t *left, const char **frame,
		     size_t *size);

/*
 * Writes the frames escaped, with ';' between; a ';' within one becomes \x3b.
 * Not longer than ESCAPE_SIZE() of the text.  Returns the end.
 */
char *frames_put(char *to, const char *stack);

#endif
