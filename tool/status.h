/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STATUS_H
#define CAPTRACE_STATUS_H

/* Exit statuses beside EXIT_SUCCESS and EXIT_FAILURE. */

/* What was asked for makes no sense. */
#define STATUS_USAGE 2
/* Something was lost, and the user does not put up with it. */
#define STATUS_LOST 3
/* A failure of ours, which must not be taken for the command's. */
#define STATUS_BESIDE_COMMAND 125

#endif
