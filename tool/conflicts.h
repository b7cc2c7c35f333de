/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CONFLICTS_H
#define CAPTRACE_CONFLICTS_H

struct options;

/* Why the options do not go together, as a user would say it; or NULL. */
const char *conflicts_find(const struct options *options);

#endif
