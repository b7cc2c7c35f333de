/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DIFF_H
#define CAPTRACE_DIFF_H

#include <stdbool.h>

#include "ledger.h"

struct output;
struct terminal;

/*
 * Writes a table of the capabilities that began or ceased to be needed from
 * @before to @after, or that there are none.  *@has_new: some are required now
 * that were not.  @terminal is where it goes, or NULL.  0 or a negative errno.
 */
int diff_put(struct output *output, const struct ledger_group *before,
	     const struct ledger_group *after, const struct terminal *terminal,
	     bool *has_new);

#endif
