/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_FOLDED_H
#define CAPTRACE_FOLDED_H

#include <stdbool.h>

struct output;
struct sink;

/* Which stacks are told apart. */
struct folded_options {
	bool kernel_stack;
	bool user_stack;
};

/*
 * A sink that prints, at the end, each stack that was seen and how often, as
 * flamegraph.pl and its like read it: the executable, the frames of the program
 * and those of the kernel, the outermost first, the capability; ';' between,
 * and the count behind a space.  Frames of the kernel end with "_[k]".
 *
 * The output stays the caller's and must live longer, the options need not.
 * 0 or -ENOMEM.
 */
int folded_create(struct sink **sink, struct output *output,
		  const struct folded_options *options);

#endif
