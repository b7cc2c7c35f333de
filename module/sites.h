/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SITES_H
#define CAPTRACE_SITES_H

#include <linux/types.h>

struct captrace_filter;

/*
 * Registers the sources of the checks that the compiler may have inlined away
 * from cap_capable().  Says in the log which function cannot be probed.
 */
void captrace_sites_init(unsigned int maxactive);

/* No source may be armed any more.  May sleep. */
void captrace_sites_exit(void);

/* A bit for each source that a session with this filter needs. */
unsigned long captrace_sites_needed(const struct captrace_filter *filter);

/* A session will take vm.mmap_min_addr for this. */
void captrace_sites_expect_mmap(u64 min_addr);

#endif
