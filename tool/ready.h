/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_READY_H
#define CAPTRACE_READY_H

#define READY_RECORDS 0x1 /* @records can be read */
#define READY_SIGNALS 0x2 /* @signals can be read */
#define READY_CLOSED  0x4 /* nobody reads any more what goes to @to */

/*
 * Waits for one of these file descriptors, -1 for none, or for @timeout_ms to
 * pass (-1 is for ever).  A mask of READY_*, 0 after the time or when a signal
 * came, or a negative errno.
 */
int ready_wait(int records, int signals, int to, int timeout_ms);

#endif
