/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_ABOUT_H
#define CAPTRACE_ABOUT_H

#include <stdint.h>

struct output;
struct terminal;

/* The capabilities that about_put() can explain. */
uint64_t about_known(void);

/*
 * Explains each of these capabilities, which are all known, in a few lines of
 * at most 80 columns.  0 or a negative errno.
 */
int about_put(struct output *output, uint64_t caps);

/*
 * A table of all that are known.  @terminal is where the output goes, NULL if
 * that is no terminal.  0 or a negative errno.
 */
int about_list(struct output *output, const struct terminal *terminal);

#endif
