/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DEMAND_H
#define CAPTRACE_DEMAND_H

#include <stdint.h>

#include <linux/captrace.h>

struct options;

/*
 * What the options demand of the kernel: members of struct captrace_filter.
 * @features are those that the kernel has, CAPTRACE_FEATURE_*.
 */
unsigned int demand_flags(const struct options *options, uint64_t features);
unsigned int demand_classes(const struct options *options);
unsigned int demand_results(const struct options *options);
unsigned int demand_events(const struct options *options);
uint64_t demand_caps(const struct options *options);

#endif
