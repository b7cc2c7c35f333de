/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_BUNDLES_H
#define CAPTRACE_BUNDLES_H

struct identity;

/*
 * What containerd, whose directories are below @prefix, has written for the
 * container @id, which is hexadecimal: its own, or one of nerdctl, Kubernetes
 * or docker.
 */
void bundles_tell(const char *prefix, const char *id,
		  struct identity *identity);

#endif
