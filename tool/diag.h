/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DIAG_H
#define CAPTRACE_DIAG_H

/*
 * Tells the user one thing: "captrace: TEXT\n", in one write, so that it does
 * not mix with what a traced command says.  The text has no newline.
 */
void diag(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same with ": " and the words for @err, a negative errno, behind it. */
void diag_errno(int err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The file descriptor that diag() writes to.  Not for the caller to close. */
int diag_fd(void);

#endif
