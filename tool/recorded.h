/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_RECORDED_H
#define CAPTRACE_RECORDED_H

#include <stdint.h>

struct ledger;
struct options;

/*
 * What one recording says of capabilities; its checks are chosen as the
 * options want.  For the caller to destroy.  Gives an exit status: 0, or the
 * user has been told what is wrong with it, and there is no ledger.
 */
int recorded_read(struct ledger **ledger, char *path,
		  const struct options *options);

/* The capabilities that are required, likewise. */
int recorded_required(uint64_t *required, char *path);

#endif
