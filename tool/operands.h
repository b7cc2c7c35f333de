/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_OPERANDS_H
#define CAPTRACE_OPERANDS_H

struct options;

/*
 * What stands behind the options: a command, or recordings.  0; -EINVAL if they
 * make no sense, and the user has been told; -ENOMEM.
 */
int operands_take(struct options *options, char **operands);

/* One more recording to read, likewise. */
int operands_add_recording(struct options *options, const char *path);

#endif
