// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stddef.h>

#include "demand.h"
#include "diag.h"
#include "hierarchies.h"
#include "options.h"
#include "sift.h"
#include "wishes.h"

#define DEFAULT_CLASSES \
	(1u << CAPTRACE_CLASS_AUDITED | 1u << CAPTRACE_CLASS_DECISIVE)

unsigned int demand_classes(const struct options *options)
{
	return options->verbose ? SIFT_CLASSES_ALL : DEFAULT_CLASSES;
}

unsigned int demand_results(const struct options *options)
{
	if (options->denied)
		return CAPTRACE_RESULT_DENIED;
	if (options->granted)
		return CAPTRACE_RESULT_GRANTED;

	return SIFT_RESULTS_ALL;
}

uint64_t demand_caps(const struct options *options)
{
	return options->caps.chosen ? options->caps.mask : CAPS_ANY;
}

unsigned int demand_flags(const struct options *options, uint64_t features)
{
	bool lsm = features & CAPTRACE_FEATURE_LSM;

	return (options->follow ? CAPTRACE_FILTER_FOLLOW : 0) |
	       (options->lsm && lsm ? CAPTRACE_FILTER_LSM : 0);
}

static bool groups_cgroups(const struct options *options)
{
	return options->by == GROUP_BY_CONTAINER ||
	       options->by == GROUP_BY_UNIT;
}

bool demand_shows_cgroups(const struct options *options)
{
	static const char *const names[] = {
		"cgroup",  "unit",  "container", "container-id",
		"runtime", "image", "pod",
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (columns_have(&options->columns, names[i]))
			return true;
	}

	return (options->unique && options->unique_of == UNIQUE_CONTAINER) ||
	       groups_cgroups(options);
}

bool demand_is_by_cgroup(const struct options *options)
{
	return options->cgroups.nr || options->units.nr ||
	       options->containers.nr || groups_cgroups(options);
}

/* What a capability is to be judged by: see the ledger. */
static bool judges(const struct options *options)
{
	return options->summary || options->profile || options->excess ||
	       options->verify;
}

bool demand_records_cgroups(const struct options *options)
{
	return options->records || options->json || options->wait ||
	       demand_shows_cgroups(options) ||
	       (judges(options) && demand_is_by_cgroup(options));
}

/* For what is not about a line. */
static bool shows_both_stacks(const struct options *options)
{
	return options->explain || options->by == GROUP_BY_STACK;
}

static bool shows_kernel_stacks(const struct options *options)
{
	return options->kernel_stack || shows_both_stacks(options) ||
	       columns_have(&options->columns, "kstack");
}

static bool shows_user_stacks(const struct options *options)
{
	return options->user_stack || shows_both_stacks(options) ||
	       columns_have(&options->columns, "ustack");
}

static unsigned int stacks(const struct options *options)
{
	return (shows_kernel_stacks(options) ? CAPTRACE_EVENT_KERNEL_STACK :
					       0) |
	       (shows_user_stacks(options) ? CAPTRACE_EVENT_USER_STACK : 0);
}

unsigned int demand_events(const struct options *options)
{
	unsigned int mask = CAPTRACE_EVENT_FORK | CAPTRACE_EVENT_EXEC |
			    CAPTRACE_EVENT_EXIT;

	if (options->records || options->outcome || judges(options))
		mask |= CAPTRACE_EVENT_OUTCOME;
	if (demand_records_cgroups(options))
		mask |= CAPTRACE_EVENT_CGROUP;

	return mask | stacks(options);
}

static int add_wishes(struct wishes *wishes, enum wish_kind kind,
		      const struct words *words)
{
	size_t i;
	int err = 0;

	for (i = 0; i < words->nr && !err; i++)
		err = wishes_add(wishes, kind, words->at[i]);

	return err;
}

static int open_wishes(struct wishes **wishes)
{
	const char *complaint = hierarchies_complaint(hierarchies_find(NULL));

	if (complaint) {
		diag("%s", complaint);
		return -ENODEV;
	}

	return wishes_open(wishes, NULL, "");
}

int demand_wishes(struct wishes **wishes, const struct options *options)
{
	int err;

	if (!options->cgroups.nr && !options->units.nr &&
	    !options->containers.nr)
		return 0;

	err = options->recordings.nr ? wishes_open_recorded(wishes) :
				       open_wishes(wishes);
	if (!err && options->wait)
		err = wishes_can_wait(*wishes);
	if (!err)
		err = add_wishes(*wishes, WISH_CGROUP, &options->cgroups);
	if (!err)
		err = add_wishes(*wishes, WISH_UNIT, &options->units);
	if (!err)
		err = add_wishes(*wishes, WISH_CONTAINER, &options->containers);

	return err;
}
