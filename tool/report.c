// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "delivery.h"
#include "demand.h"
#include "diag.h"
#include "excess.h"
#include "folded.h"
#include "json.h"
#include "losses.h"
#include "options.h"
#include "output.h"
#include "process.h"
#include "profiles.h"
#include "recorder.h"
#include "report.h"
#include "sink.h"
#include "status.h"
#include "summary.h"
#include "text.h"
#include "verify.h"

int report_failure(const struct options *options)
{
	return options->command ? STATUS_BESIDE_COMMAND : EXIT_FAILURE;
}

static const char *name_of(const struct options *options)
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
	bool final = options->summary || options->folded || options->profile ||
		     options->excess || options->verify || options->diff;
	int err;

	if (!options->output)
		err = output_attach(output, default_fd(options));
	else if (final && !options->append)
		err = output_open_final(output, options->output);
	else
		err = output_open(output, options->output, options->append);
	if (err)
		diag_errno(err, "cannot open %s", name_of(options));

	return err;
}

static int create_text(struct report *report, const struct options *options)
{
	const struct text_options text_options = {
		.columns = options->has_columns ? &options->columns : NULL,
		.outcome = options->outcome,
		.header = options->header,
		.time = options->time,
		.merged = options->recordings.nr > 1,
		.unique = options->unique,
		.unique_of = options->unique_of,
		.kernel_stack = options->kernel_stack,
		.user_stack = options->user_stack,
		.terminal = report->terminal,
	};

	return text_create(&report->sink, report->output, &text_options);
}

static int create_folded(struct report *report, const struct options *options)
{
	const struct folded_options folded_options = {
		.kernel_stack = options->kernel_stack,
		.user_stack = options->user_stack,
	};

	return folded_create(&report->sink, report->output, &folded_options);
}

static int create_json(struct report *report, const struct options *options)
{
	const struct json_options json_options = {
		.outcome = options->outcome,
	};

	return json_create(&report->sink, report->output, &json_options);
}

static struct ledger_options ledger_options(const struct options *options)
{
	return (struct ledger_options){
		.by = options->by,
		.by_cgroup = demand_is_by_cgroup(options),
		.phases = options->phases,
	};
}

static int create_summary(struct report *report, const struct options *options)
{
	const struct summary_options summary_options = {
		.ledger = ledger_options(options),
		.json = options->json,
		.verbose = options->verbose,
		.terminal = report->terminal,
	};

	return summary_create(&report->sink, report->output, &summary_options);
}

static int create_excess(struct report *report, const struct options *options)
{
	const struct excess_options excess_options = {
		.ledger = ledger_options(options),
		.proc = PROCESS_PROC,
		.pids = report->tenants,
		.hierarchy = report->hierarchy,
		.terminal = report->terminal,
	};

	return excess_create(&report->sink, report->output, &excess_options);
}

static int create_verify(struct report *report, const struct options *options)
{
	const struct verify_options verify_options = {
		.ledger = ledger_options(options),
		.terminal = report->terminal,
	};

	return verify_create(&report->sink, report->output, &verify_options,
			     &report->failed);
}

static int create_profiles(struct report *report, const struct options *options)
{
	const struct profiles_options profiles_options = {
		.ledger = ledger_options(options),
		.format = options->profile,
		.explain = options->explain,
	};

	return profiles_create(&report->sink, report->output,
			       &profiles_options);
}

static int create_sink(struct report *report, const struct options *options,
		       struct runtimes *runtimes)
{
	if (options->records)
		return recorder_create(&report->sink, report->output, runtimes);
	if (options->summary)
		return create_summary(report, options);
	if (options->profile)
		return create_profiles(report, options);
	if (options->excess)
		return create_excess(report, options);
	if (options->verify)
		return create_verify(report, options);
	if (options->folded)
		return create_folded(report, options);
	if (options->json)
		return create_json(report, options);

	return create_text(report, options);
}

int report_open(struct report *report, const struct options *options,
		struct runtimes *runtimes)
{
	int err;

	err = open_output(&report->output, options);
	if (err)
		return err;

	if (terminal_attach(&report->attached, output_fd(report->output)))
		report->terminal = &report->attached;

	err = options->diff ? 0 : create_sink(report, options, runtimes);
	if (err)
		diag("out of memory");

	return err;
}

bool report_explain(int write_err, const struct options *options)
{
	if (!write_err || write_err == -EPIPE || write_err == -EINTR)
		return false;

	diag_errno(write_err, "cannot write to %s", name_of(options));
	return true;
}

bool report_finish(struct report *report, const struct options *options)
{
	return !report_explain(output_finish(report->output), options);
}

bool report_close(struct report *report, const struct options *options)
{
	int err;

	if (report->sink)
		report->sink->destroy(report->sink);

	err = output_close(report->output);
	if (err)
		diag_errno(err, "cannot write to %s", name_of(options));

	return !err;
}

/*
 * Hidden checks are counted before their result is known, and with --wait
 * before it is known whose they are.
 */
static bool knows_hidden(const struct options *options)
{
	return !options->wait && !options->denied && !options->granted;
}

/* They are beside the point where captrace gives an answer, and no list. */
static bool wants_hidden(const struct options *options)
{
	return !options->diff && !options->verify;
}

/* Those that the device hid are in no recording. */
static void report_hidden(const struct delivery *delivery,
			  const struct options *options)
{
	const __u64 *hidden = delivery->counters.hidden;

	if (options->recordings.nr) {
		losses_report_hidden(hidden, "not recorded", "-w -v records");
		losses_report_hidden(delivery->hidden, "hidden", "-v shows");
	} else if (options->records) {
		losses_report_hidden(hidden, "not recorded", "-v records");
	} else {
		losses_report_hidden(hidden, "hidden", "-v shows");
	}
}

int report_losses(const struct delivery *delivery, int status,
		  const struct options *options)
{
	bool lost = losses_report(&delivery->counters);

	if (!delivery->write_err && wants_hidden(options) &&
	    knows_hidden(options))
		report_hidden(delivery, options);

	return !status && lost && options->strict ? STATUS_LOST : status;
}
