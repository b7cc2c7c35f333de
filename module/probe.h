/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PROBE_H
#define CAPTRACE_PROBE_H

/*
 * Registers the source of checks: a return probe on cap_capable() that can
 * follow maxactive checks at once.  Fails, and says why in the log, if the
 * function cannot be probed in this kernel.
 */
int captrace_probe_init(unsigned int maxactive);

#endif
