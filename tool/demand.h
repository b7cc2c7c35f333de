/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DEMAND_H
#define CAPTRACE_DEMAND_H

#include <stdbool.h>
#include <stdint.h>

#include <linux/captrace.h>

struct options;
struct wishes;

/*
 * What the options demand of the kernel: members of struct captrace_filter.
 * @features are those that the kernel has, CAPTRACE_FEATURE_*.
 */
unsigned int demand_flags(const struct options *options, uint64_t features);
unsigned int demand_classes(const struct options *options);
unsigned int demand_results(const struct options *options);
unsigned int demand_events(const struct options *options);
uint64_t demand_caps(const struct options *options);

/* Whether what is traced is in a control group, or comes to be there. */
bool demand_is_by_cgroup(const struct options *options);

/* Whether control groups are recorded, or even what the user looks at. */
bool demand_records_cgroups(const struct options *options);
bool demand_shows_cgroups(const struct options *options);

/*
 * The control groups that the options name, of this machine or of recordings;
 * *@wishes stays as it is where they name none.  0 or a negative errno, and the
 * user has been told: -EINVAL if a name makes no sense.  For the caller to
 * close in any case.
 */
int demand_wishes(struct wishes **wishes, const struct options *options);

#endif
