/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PODS_H
#define CAPTRACE_PODS_H

/*
 * The uid of the innermost pod of Kubernetes that the control group @path is
 * in, for the caller to free; NULL for none, and if there is no memory.
 */
char *pods_find(const char *path);

#endif
