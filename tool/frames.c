// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "escape.h"
#include "frames.h"

bool frames_next(const char **stack, const char **frame, size_t *size)
{
	if (!**stack)
		return false;

	*frame = *stack;
	*size = strcspn(*stack, "\n");
	*stack += *size + ((*stack)[*size] == '\n');

	return true;
}

bool frames_previous(const char *stack, size_t *left, const char **frame,
		     size_t *size)
{
	const char *newline;

	if (!*left)
		return false;

	newline = memrchr(stack, '\n', *left);
	*frame = newline ? newline + 1 : stack;
	*size = stack + *left - *frame;
	*left = newline ? newline - stack : 0;

	return true;
}

static char *put_frame(char *to, const char *frame, size_t size)
{
	const char *end = frame + size;
	const char *semicolon;

	while ((semicolon = memchr(frame, ';', end - frame))) {
		to = escape_put(to, frame, semicolon - frame);
		to = stpcpy(to, "\\x3b");
		frame = semicolon + 1;
	}

	return escape_put(to, frame, end - frame);
}

char *frames_put(char *to, const char *stack)
{
	const char *first = stack;
	const char *frame;
	size_t size;

	while (frames_next(&stack, &frame, &size)) {
		if (frame != first)
			*to++ = ';';
		to = put_frame(to, frame, size);
	}

	return to;
}
