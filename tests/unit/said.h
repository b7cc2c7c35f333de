/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SAID_H
#define CAPTRACE_SAID_H

#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "unit.h"

/* Between the two, what is said to the user is kept; there is one at a time. */
static int said_ends[2];
static int said_saved;

static inline void said_begin(void)
{
	said_saved = dup(diag_fd());
	assert_int_equal(pipe(said_ends), 0);
	dup2(said_ends[1], diag_fd());
	close(said_ends[1]);
}

/* The words, in a buffer that lasts until the next call. */
static inline const char *said_end(void)
{
	static char text[4096];
	ssize_t size;

	dup2(said_saved, diag_fd());
	close(said_saved);
	size = read(said_ends[0], text, sizeof(text) - 1);
	close(said_ends[0]);
	assert_true(size >= 0);
	text[size] = '\0';

	return text;
}

/* One line that has @word in it. */
static inline void said_expect(const char *text, const char *word)
{
	assert_ptr_equal(strstr(text, "captrace: "), text);
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	if (!strstr(text, word))
		fail_msg("'%s' is not in: %s", word, text);
}

#endif
