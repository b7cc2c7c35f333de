/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_JSON_H
#define CAPTRACE_JSON_H

#include <stdbool.h>

struct output;
struct sink;

struct json_options {
	/* An object too for what became of each denied check. */
	bool outcome;
};

/*
 * A sink of one object of JSON in a line for each record, see captrace(5).
 * The output stays the caller's and must live longer, the options need not.
 * 0 or -ENOMEM.
 */
int json_create(struct sink **sink, struct output *output,
		const struct json_options *options);

#endif
