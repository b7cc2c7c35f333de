// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdlib.h>

#include "compare.h"
#include "diag.h"
#include "diff.h"
#include "ledger.h"
#include "options.h"
#include "output.h"
#include "recorded.h"
#include "report.h"
#include "signals.h"

/* Those of the two recordings, the old one first. */
static int read_both(struct ledger *ledgers[2], const struct options *options)
{
	int status = 0;
	int i;

	for (i = 0; i < 2 && !status; i++)
		status = recorded_read(&ledgers[i], options->recordings.at[i],
				       options);

	return status;
}

static int put(struct report *report, struct ledger *ledgers[2], bool *has_new)
{
	struct output *output = report->output;
	int err;

	err = output_begin(output);
	if (!err)
		err = diff_put(output, ledger_groups(ledgers[0]),
			       ledger_groups(ledgers[1]), report->terminal,
			       has_new);

	return err ? err : output_flush(output);
}

static int show(struct ledger *ledgers[2], const struct options *options)
{
	struct report report = { NULL };
	bool has_new = false;
	int status = EXIT_FAILURE;
	int err;

	if (!report_open(&report, options, NULL)) {
		err = put(&report, ledgers, &has_new);
		if (!report_explain(err, options) &&
		    (err || report_finish(&report, options)))
			status = has_new ? EXIT_FAILURE : EXIT_SUCCESS;
	}
	if (!report_close(&report, options))
		status = EXIT_FAILURE;

	return status;
}

int compare_run(const struct options *options)
{
	struct ledger *ledgers[2] = { NULL };
	int status;
	int err;

	status = read_both(ledgers, options);
	if (!status) {
		err = signals_open(false);
		if (err)
			diag_errno(err, "cannot prepare for signals");
		status = err ? EXIT_FAILURE : show(ledgers, options);
	}
	ledger_destroy(ledgers[0]);
	ledger_destroy(ledgers[1]);

	return status;
}
