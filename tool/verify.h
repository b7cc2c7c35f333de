/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_VERIFY_H
#define CAPTRACE_VERIFY_H

#include <stdbool.h>

#include "ledger.h"

struct output;
struct sink;
struct terminal;

struct verify_options {
	/* Of a trace without groups. */
	struct ledger_options ledger;
	/* Where the output goes; NULL if that is none. */
	const struct terminal *terminal;
};

/*
 * A sink that tells at the end for want of which capabilities calls failed:
 * *@failed becomes true if there are any.  A call whose end nobody knows is
 * held to have failed.  The output, the terminal and @failed stay the caller's
 * and must live longer, the options need not.  0 or -ENOMEM.
 */
int verify_create(struct sink **sink, struct output *output,
		  const struct verify_options *options, bool *failed);

#endif
