// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../module/version.h"
#include "cgroups.h"
#include "command.h"
#include "diag.h"
#include "doctor.h"
#include "help.h"
#include "options.h"
#include "order.h"
#include "output.h"
#include "process.h"
#include "session.h"
#include "signals.h"
#include "sink.h"
#include "source.h"
#include "summary.h"
#include "text.h"
#include "trace.h"
#include "wishes.h"

#define STATUS_USAGE	      2
#define STATUS_LOST	      3
#define STATUS_BESIDE_COMMAND 125

/* Of ours, not of the command: it must not be taken for the command's. */
static int failure(const struct options *options)
{
	return options->command ? STATUS_BESIDE_COMMAND : EXIT_FAILURE;
}

/*
 * Whoever closed our standard files must not find lines in the device that
 * would get their numbers.  A command does not see these.
 */
static void occupy_standard_files(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	} while (fd >= 0 && fd <= STDERR_FILENO);

	if (fd >= 0)
		close(fd);
}

static int print(const char *text)
{
	struct output *output;
	int err;

	err = output_attach(&output, STDOUT_FILENO);
	if (!err) {
		err = output_add(output, text);
		if (!err)
			err = output_flush(output);
		output_close(output);
	}
	if (err)
		diag_errno(err, "cannot write to the standard output");

	return err ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The next functions tell the user what went wrong, and return nonzero. */

static const char *output_name(const struct options *options)
{
	return options->output ? options->output : "the output";
}

static int default_fd(const struct options *options)
{
	if (options->command && !options->to_stdout)
		return diag_fd();

	return STDOUT_FILENO;
}

static int open_output(struct output **output, const struct options *options)
{
	int err;

	if (options->output)
		err = output_open(output, options->output, options->append);
	else
		err = output_attach(output, default_fd(options));
	if (err)
		diag_errno(err, "cannot open %s", output_name(options));

	return err;
}

static int create_sink(struct trace *trace, const struct options *options)
{
	const struct text_options text_options = {
		.columns = options->has_columns ? &options->columns : NULL,
		.outcome = options->outcome,
	};

	if (options->summary)
		return summary_create(&trace->sink, trace->output);

	return text_create(&trace->sink, trace->output, &text_options);
}

static int prepare(struct trace *trace, const struct wishes *wishes,
		   const struct options *options)
{
	int err;

	trace->order = order_create();
	trace->processes = process_table_create(NULL);
	trace->cgroups = cgroup_table_create(trace->sieves ? wishes : NULL);
	if (!trace->order || !trace->processes || !trace->cgroups) {
		diag("out of memory");
		return -1;
	}

	if (session_open(&trace->source, trace->processes, wishes, options) ||
	    open_output(&trace->output, options))
		return -1;

	err = create_sink(trace, options);
	if (err)
		diag("out of memory");

	return err;
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
	int err;

	if (options->command && hold_command(trace, options))
		return -1;

	err = source_start(trace->source);
	if (err)
		doctor_explain_start(err);
	else
		session_tell_limits(trace->source, options);

	return err;
}

static bool is_user_gone(int write_err)
{
	return write_err == -EPIPE || write_err == -EINTR;
}

/* Tells what went wrong on the way.  True if nothing did. */
static bool went_well(const struct trace *trace, const struct options *options)
{
	if (trace->read_err)
		diag_errno(trace->read_err, "cannot read from " SOURCE_DEVICE);
	else if (!trace->complete)
		diag("the records end too early");
	if (trace->write_err && !is_user_gone(trace->write_err))
		diag_errno(trace->write_err, "cannot write to %s",
			   output_name(options));

	return trace->complete && !trace->read_err &&
	       (!trace->write_err || is_user_gone(trace->write_err));
}

/* One that lives on has none; the signal says why we did not wait for it. */
static int status_of_command(const struct trace *trace)
{
	if (command_has_ended(trace->command))
		return command_status(trace->command);

	return 128 + trace->signo;
}

/*
 * Hidden checks are counted before their result is known, and with --wait
 * before it is known whose they are.
 */
static bool knows_hidden(const struct options *options)
{
	return !options->wait && !options->denied && !options->granted;
}

static int conclude(struct trace *trace, const struct options *options)
{
	bool lost = losses_report(&trace->counters);
	int status = 0;

	if (!went_well(trace, options))
		return failure(options);

	if (!trace->write_err && knows_hidden(options))
		losses_report_hidden(&trace->counters);

	if (trace->command)
		status = status_of_command(trace);
	if (!status && lost && options->strict)
		return STATUS_LOST;

	return status;
}

/* Gives the exit status for a command that did not come to run. */
static int explain_command(int err, const struct command *command,
			   const struct options *options)
{
	const struct privileges_refusal *refusal = command_refusal(command);

	if (refusal) {
		doctor_explain_refusal(err, refusal, &options->privileges,
				       options->command[0]);
		return STATUS_BESIDE_COMMAND;
	}

	diag_errno(err, "cannot run '%s'", options->command[0]);
	return command_exec_status(err);
}

static int run(struct trace *trace, const struct options *options)
{
	int err = 0;

	if (start(trace, options))
		return failure(options);

	if (trace->command)
		err = command_release(trace->command);
	if (err)
		return explain_command(err, trace->command, options);

	trace_run(trace);
	return conclude(trace, options);
}

static int close_output(struct output *output, const struct options *options,
			int status)
{
	int err = output_close(output);

	if (!err)
		return status;

	diag_errno(err, "cannot write to %s", output_name(options));
	return failure(options);
}

static int trace_with(const struct options *options)
{
	struct trace trace = {
		.until_gone = options->pids.nr || options->trees.nr ||
			      (options->command && options->follow),
		.sieves = options->wait,
	};
	struct wishes *wishes = NULL;
	int status = failure(options);
	int err;

	err = session_find_wishes(&wishes, options);
	if (err == -EINVAL)
		status = STATUS_USAGE;
	if (!err && !prepare(&trace, wishes, options))
		status = run(&trace, options);

	command_destroy(trace.command);
	if (trace.sink)
		trace.sink->destroy(trace.sink);
	status = close_output(trace.output, options, status);
	cgroup_table_destroy(trace.cgroups);
	wishes_close(wishes);
	process_table_destroy(trace.processes);
	order_destroy(trace.order);
	source_close(trace.source);

	return status;
}

/* Gives the exit status. */
static int explain_parse(int err, const struct options *options)
{
	if (err == -EINVAL)
		return STATUS_USAGE;

	diag("out of memory");
	return failure(options);
}

int main(int argc, char *argv[])
{
	struct options options;
	int status = EXIT_FAILURE;
	int err;

	occupy_standard_files();

	err = options_parse(&options, argc, argv);
	if (err) {
		status = explain_parse(err, &options);
		goto out;
	}

	switch (options.action) {
	case OPTIONS_HELP:
		status = print(help_text());
		break;
	case OPTIONS_VERSION:
		status = print("captrace " CAPTRACE_VERSION "\n");
		break;
	case OPTIONS_COLUMNS:
		status = print(columns_list());
		break;
	case OPTIONS_TRACE:
		err = signals_open(options.command);
		if (err)
			diag_errno(err, "cannot prepare for signals");
		status = err ? failure(&options) : trace_with(&options);
		break;
	}

out:
	options_free(&options);
	return status;
}
