/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_OUTPUT_H
#define CAPTRACE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Where lines go: a file, and what is to be written to it. */
struct output;

/*
 * Makes file @path if need be, for its owner alone.  What it holds stays until
 * output_begin() or, if @append, for ever.  0 or a negative errno.
 */
int output_open(struct output **output, const char *path, bool append);

/*
 * The same for a file that is written as a whole, at output_finish(): an old
 * one stays until then, and is never there in part.  Where @path is no regular
 * file, or cannot be replaced, it is as with output_open().
 */
int output_open_final(struct output **output, const char *path);

/*
 * From here on there is something to write: what is written takes the place of
 * what a file held that was not opened to append.  0 or a negative errno.
 */
int output_begin(struct output *output);

/* Takes a file descriptor that is open; output_close() leaves it open. */
int output_attach(struct output **output, int fd);

/*
 * Room for @size more bytes, NULL if there is no memory.  Whoever has written
 * there says with output_commit() how many bytes it has become.
 */
char *output_reserve(struct output *output, size_t size);

/*
 * What has been committed at once is never torn: it leaves with the next
 * flush, which comes by itself when much is waiting.  0 or a negative errno.
 */
int output_commit(struct output *output, size_t size);

/* The same for a string that is there already. */
int output_add(struct output *output, const char *text);

/*
 * Writes all that waits, unless it is for a final file.  0 or a negative errno:
 * -EINTR if a signal came while the other side did not take anything; what was
 * not written is kept.
 */
int output_flush(struct output *output);

/*
 * All has been written, and all went well: a final file is made now.  0 or a
 * negative errno.
 */
int output_finish(struct output *output);

/* Where it goes; -1 for a final file.  Stays the output's. */
int output_fd(const struct output *output);

/*
 * Frees all, what still waits too.  0 or what close() has found out about
 * earlier writes, as a negative errno.  NULL is fine.
 */
int output_close(struct output *output);

#endif
