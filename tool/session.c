// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>

#include "command.h"
#include "demand.h"
#include "diag.h"
#include "doctor.h"
#include "hierarchies.h"
#include "kernel.h"
#include "options.h"
#include "process.h"
#include "session.h"
#include "source.h"
#include "wishes.h"

/* Of a recording nobody looks at once, so there is time to write it. */
#define RECORDING_BUFFER 32768

/* All that follow tell the user what went wrong, and return nonzero. */

static int open_source(struct source **source)
{
	static char *const modprobe[] = { "/sbin/modprobe", "captrace", NULL };
	const char *complaint = NULL;
	char said[1024] = "";
	int err;

	err = source_open(source);
	if (err == -ENOENT || err == -ENODEV || err == -ENXIO) {
		if (command_run(modprobe, said, sizeof(said)))
			complaint = said;
		err = source_open(source);
	}
	if (err)
		doctor_explain_open(err, complaint);

	return err;
}

static int set_filter(struct source *source, const struct options *options)
{
	const struct captrace_filter filter = {
		.flags = demand_flags(options, source_features(source)),
		.classes = demand_classes(options),
		.results = demand_results(options),
		.events = demand_events(options),
		.caps = demand_caps(options),
		.mmap_min_addr = kernel_mmap_min_addr(""),
	};
	int err;

	err = source_set_filter(source, &filter);
	if (err)
		diag_errno(err, "the module refuses the filter");

	return err;
}

static int set_buffer(struct source *source, const struct options *options)
{
	unsigned int records = options->buffer;
	int err = 0;

	if (!records && options->records)
		records = RECORDING_BUFFER;
	if (records)
		err = source_set_rings(source, records);
	if (err)
		diag_errno(err, "cannot have a buffer of %u records", records);

	return err;
}

static int explain_pid(int err, uint64_t pid)
{
	if (err == -ESRCH)
		diag("no process %" PRIu64, pid);
	else if (err)
		diag_errno(err, "cannot trace process %" PRIu64, pid);

	return err;
}

static int set_pids(struct source *source, struct process_table *processes,
		    const struct numbers *pids, enum captrace_pids_op op)
{
	size_t i;
	int err;

	for (i = 0; i < pids->nr; i++) {
		if (processes)
			process_meet(processes, pids->at[i]);
		err = source_set_pid(source, op, pids->at[i]);
		if (err)
			return explain_pid(err, pids->at[i]);
	}

	return 0;
}

static int explain_target(int err, const char *what, uint64_t value)
{
	if (err == -ENOSPC)
		diag("no more than %u values can choose what to trace",
		     CAPTRACE_TARGETS_MAX);
	else if (err == -ESRCH)
		diag("no process %" PRIu64, value);
	else if (err)
		diag_errno(err, "cannot trace %s %" PRIu64, what, value);

	return err;
}

static int set_targets(struct source *source, enum captrace_target_kind kind,
		       const struct numbers *values, const char *what)
{
	size_t i;
	int err;

	for (i = 0; i < values->nr; i++) {
		err = source_set_target(source, kind, values->at[i]);
		if (err)
			return explain_target(err, what, values->at[i]);
	}

	return 0;
}

static int set_cgroup(void *context, uint64_t id)
{
	return explain_target(source_set_target(context, CAPTRACE_TARGET_CGROUP,
						id),
			      "control group", id);
}

/* With --wait it is found out later which control groups are meant. */
static int set_cgroups(struct source *source, const struct wishes *wishes,
		       const struct options *options)
{
	if (!wishes)
		return 0;
	if (!(source_features(source) & CAPTRACE_FEATURE_CGROUP)) {
		diag("this kernel has no control groups to choose from");
		return -EOPNOTSUPP;
	}

	return options->wait ? 0 : wishes_find(wishes, set_cgroup, source);
}

static int set_all_targets(struct source *source, const struct options *options)
{
	if (set_targets(source, CAPTRACE_TARGET_PIDNS, &options->pidns,
			"the pid namespace of process") ||
	    set_targets(source, CAPTRACE_TARGET_USERNS, &options->userns,
			"the user namespace of process"))
		return -1;

	return set_targets(source, CAPTRACE_TARGET_UID, &options->uids, "user");
}

int session_open(struct source **source, struct process_table *processes,
		 const struct wishes *wishes, const struct options *options)
{
	if (open_source(source) || set_filter(*source, options) ||
	    set_buffer(*source, options) ||
	    set_pids(*source, processes, &options->pids, CAPTRACE_PIDS_ADD) ||
	    set_pids(*source, processes, &options->trees,
		     CAPTRACE_PIDS_ADD_TREE) ||
	    set_cgroups(*source, wishes, options) ||
	    set_all_targets(*source, options))
		return -1;

	return 0;
}

static void tell_limits(const struct source *source,
			const struct options *options)
{
	uint64_t features = source_features(source);
	const char *enforcer = NULL;
	const char *complaint = NULL;

	if (options->lsm && !(features & CAPTRACE_FEATURE_LSM))
		diag("--lsm: this kernel has no other security modules");
	if (options->outcome && !(features & CAPTRACE_FEATURE_OUTCOME))
		diag("--outcome: this kernel cannot tell what became of calls, "
		     "all of them show as unknown");
	if (demand_events(options) & CAPTRACE_EVENT_KERNEL_STACK &&
	    !(features & CAPTRACE_FEATURE_KERNEL_STACK))
		diag("this kernel cannot record its own stacks");
	if (demand_events(options) & CAPTRACE_EVENT_USER_STACK &&
	    !(features & CAPTRACE_FEATURE_USER_STACK))
		diag("this kernel cannot record the stacks of programs");
	if (demand_shows_cgroups(options))
		complaint = hierarchies_complaint(hierarchies_find(NULL));
	if (complaint)
		diag("%s", complaint);
	if (!options->lsm)
		enforcer = kernel_enforcer("");
	if (enforcer)
		diag("what %s denies is not shown: --lsm shows it", enforcer);
}

int session_start(struct source *source, const struct options *options)
{
	int err = source_start(source);

	/* What nobody has asked for need not be had. */
	if (err == -ENOMEM && options->records && !options->buffer) {
		err = source_set_rings(source, source_default_rings(source));
		if (!err)
			err = source_start(source);
	}

	if (err)
		doctor_explain_start(err);
	else
		tell_limits(source, options);

	return err;
}
