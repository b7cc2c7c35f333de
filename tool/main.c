// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "../module/version.h"
#include "about.h"
#include "columns.h"
#include "compare.h"
#include "diag.h"
#include "formats.h"
#include "help.h"
#include "live.h"
#include "options.h"
#include "output.h"
#include "recorded.h"
#include "replay.h"
#include "report.h"
#include "status.h"
#include "terminal.h"

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

/* The next functions give the exit status. */

/* What was added to the output is all, unless @err kept it from being that. */
static int finish(struct output *output, int err)
{
	if (!err)
		err = output_flush(output);
	output_close(output);
	if (err)
		diag_errno(err, "cannot write to the standard output");

	return err ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int print(const char *text)
{
	struct output *output = NULL;
	int err = output_attach(&output, STDOUT_FILENO);

	if (!err)
		err = output_add(output, text);

	return finish(output, err);
}

static int explain(uint64_t caps)
{
	struct output *output = NULL;
	int err = output_attach(&output, STDOUT_FILENO);

	if (!err)
		err = about_put(output, caps);

	return finish(output, err);
}

static int explain_all(void)
{
	struct output *output = NULL;
	struct terminal terminal;
	bool is_terminal = terminal_attach(&terminal, STDOUT_FILENO);
	int err = output_attach(&output, STDOUT_FILENO);

	if (!err)
		err = about_list(output, is_terminal ? &terminal : NULL);

	return finish(output, err);
}

static int explain_parse(int err, const struct options *options)
{
	if (err == -EINVAL)
		return STATUS_USAGE;

	diag("out of memory");
	return report_failure(options);
}

static int trace(struct options *options)
{
	char *recording = options->verify_recording;
	int status = 0;

	if (options->diff)
		return compare_run(options);
	if (options->recordings.nr)
		return replay_run(options);

	if (recording)
		status = recorded_required(&options->privileges.caps.mask,
					   recording);

	return status ? status : live_run(options);
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
	case OPTIONS_FORMATS:
		status = print(formats_list());
		break;
	case OPTIONS_ABOUT:
		status = explain(options.about.mask);
		break;
	case OPTIONS_ABOUT_ALL:
		status = explain_all();
		break;
	case OPTIONS_TRACE:
		status = trace(&options);
		break;
	}

out:
	options_free(&options);
	return status;
}
