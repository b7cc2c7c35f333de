// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "command.h"
#include "demand.h"
#include "diag.h"
#include "doctor.h"
#include "hierarchy.h"
#include "lists.h"
#include "live.h"
#include "options.h"
#include "output.h"
#include "process.h"
#include "report.h"
#include "runtimes.h"
#include "session.h"
#include "sift.h"
#include "signals.h"
#include "source.h"
#include "status.h"
#include "stream.h"
#include "tenants.h"
#include "trace.h"
#include "wishes.h"

/* All that is set up for a trace of this machine. */
struct live {
	const struct options *options;
	struct wishes *wishes;
	/*
	 * NULL where nobody wants to know, or they have nothing to say.  They
	 * are those of the wishes, or else come with a hierarchy.
	 */
	struct runtimes *runtimes;
	struct hierarchy *hierarchy;
	/* For the report. */
	struct numbers tenants;
	struct report report;
	struct trace trace;
};

/*
 * In a cgroup namespace the paths that runtimes have are not those of the
 * records.
 */
static void open_runtimes(struct live *live)
{
	if (!demand_records_cgroups(live->options))
		return;

	if (live->wishes) {
		live->runtimes = wishes_runtimes(live->wishes);
		return;
	}

	if (hierarchy_open(&live->hierarchy, NULL))
		return;
	if (hierarchy_is_whole(live->hierarchy))
		live->runtimes = runtimes_create("", live->hierarchy);
}

/* The next functions tell the user what went wrong, and return nonzero. */

static int create_stream(struct live *live)
{
	const struct stream_options stream_options = {
		.proc = PROCESS_PROC,
		.runtimes = live->runtimes,
		.wishes = live->options->wait ? live->wishes : NULL,
	};
	const struct sift_options sift_options = {
		.classes = SIFT_CLASSES_ALL,
		.results = SIFT_RESULTS_ALL,
		.caps = CAPS_ANY,
		.by_cgroup = true,
	};
	int err = 0;

	live->trace.stream = stream_create(&stream_options);
	if (live->trace.stream && live->options->wait)
		err = sift_create(&live->trace.sift, &sift_options);
	if (!live->trace.stream || err) {
		diag("out of memory");
		return -ENOMEM;
	}

	return 0;
}

/* Those that wait may never show in a record. */
static int find_tenants(struct live *live)
{
	const struct options *options = live->options;
	const struct numbers *pids = &options->pids;
	const struct numbers *trees = &options->trees;
	size_t i;
	int err = 0;

	if (!options->excess)
		return 0;

	for (i = 0; i < pids->nr && !err; i++)
		err = lists_add_number(&live->tenants, pids->at[i]);
	for (i = 0; i < trees->nr && !err; i++)
		err = tenants_of_tree(&live->tenants, PROCESS_PROC,
				      trees->at[i]);
	if (!err && live->wishes && !options->wait)
		return wishes_tenants(live->wishes, &live->tenants);
	if (err)
		diag_errno(err, "cannot find the processes");

	return err;
}

static int prepare(struct live *live)
{
	const struct options *options = live->options;
	struct trace *trace = &live->trace;
	struct process_table *processes = NULL;

	open_runtimes(live);
	if (!options->records) {
		if (create_stream(live))
			return -1;
		processes = stream_processes(trace->stream);
	}

	if (live->wishes)
		live->report.hierarchy = wishes_hierarchy(live->wishes);
	if (session_open(&trace->source, processes, live->wishes, options) ||
	    find_tenants(live) ||
	    report_open(&live->report, options, live->runtimes))
		return -1;

	trace->output = live->report.output;
	trace->delivery.sink = live->report.sink;

	return 0;
}

static int hold_command(struct trace *trace, const struct options *options)
{
	pid_t pid;
	int err;

	err = command_hold(&trace->command, options->command,
			   &options->privileges);
	if (err) {
		diag_errno(err, "cannot start '%s'", options->command[0]);
		return err;
	}

	pid = command_pid(trace->command);
	err = source_set_pid(trace->source, CAPTRACE_PIDS_ADD_AT_EXEC, pid);
	if (err)
		diag_errno(err, "cannot trace '%s'", options->command[0]);

	return err;
}

static int start(struct trace *trace, const struct options *options)
{
	if (options->command && hold_command(trace, options))
		return -1;

	return session_start(trace->source, options);
}

/* Tells what went wrong on the way.  True if nothing did. */
static bool went_well(const struct live *live)
{
	const struct trace *trace = &live->trace;
	bool complete = trace->delivery.nr_ends;

	if (trace->read_err)
		diag_errno(trace->read_err, "cannot read from " SOURCE_DEVICE);
	else if (!complete)
		diag("the records end too early");

	return !report_explain(trace->delivery.write_err, live->options) &&
	       complete && !trace->read_err;
}

/* One that lives on has none; the signal says why we did not wait for it. */
static int status_of_command(const struct trace *trace)
{
	if (command_has_ended(trace->command))
		return command_status(trace->command);

	return 128 + trace->signo;
}

static int conclude(struct live *live)
{
	const struct trace *trace = &live->trace;
	int status = 0;

	if (trace->command)
		status = status_of_command(trace);
	status = report_losses(&trace->delivery, status, live->options);

	if (!went_well(live) || !report_finish(&live->report, live->options))
		return report_failure(live->options);

	return !status && live->report.failed ? EXIT_FAILURE : status;
}

/* Gives the exit status for a command that did not come to run. */
static int explain_command(int err, const struct command *command,
			   const struct options *options)
{
	const struct privileges_refusal *refusal = command_refusal(command);

	if (refusal) {
		doctor_explain_refusal(err, refusal, &options->privileges,
				       options->command[0]);
		return report_failure(options);
	}

	diag_errno(err, "cannot run '%s'", options->command[0]);
	return command_exec_status(err);
}

static int run(struct live *live)
{
	struct trace *trace = &live->trace;
	int err = 0;

	if (start(trace, live->options))
		return report_failure(live->options);

	if (trace->command)
		err = command_release(trace->command);
	if (err)
		return explain_command(err, trace->command, live->options);

	trace_run(trace);
	return conclude(live);
}

int live_run(const struct options *options)
{
	struct live live = {
		.options = options,
		.report.tenants = &live.tenants,
		.trace.until_gone = options->pids.nr || options->trees.nr ||
				    (options->command && options->follow),
	};
	int status = report_failure(options);
	int err;

	err = signals_open(options->command);
	if (err) {
		diag_errno(err, "cannot prepare for signals");
		return status;
	}

	err = demand_wishes(&live.wishes, options);
	if (err == -EINVAL)
		status = STATUS_USAGE;
	if (!err && !prepare(&live))
		status = run(&live);

	command_destroy(live.trace.command);
	if (!report_close(&live.report, options))
		status = report_failure(options);
	sift_destroy(live.trace.sift);
	stream_destroy(live.trace.stream);
	if (live.hierarchy)
		runtimes_destroy(live.runtimes);
	hierarchy_close(live.hierarchy);
	wishes_close(live.wishes);
	lists_clear_numbers(&live.tenants);
	source_close(live.trace.source);

	return status;
}
