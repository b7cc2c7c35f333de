/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CAPSETS_H
#define CAPTRACE_CAPSETS_H

#include <stddef.h>
#include <stdio.h>

#include "profile.h"

/*
 * Writes the five sets of @nr profiles as one JSON object: { "bounding": [],
 * ... } as OpenWrt's procd reads it, or in place of it what a bundle of OCI has
 * around it.  Where there are several, it has a member for each, by the name.
 * 0 or -ENOMEM; other errors are for the caller to see by ferror().
 */
int capsets_put_procd(FILE *to, const struct profile *profiles, size_t nr);
int capsets_put_oci(FILE *to, const struct profile *profiles, size_t nr);

#endif
