// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "../module/version.h"
#include "columns.h"
#include "diag.h"
#include "help.h"
#include "live.h"
#include "options.h"
#include "output.h"
#include "replay.h"
#include "report.h"
#include "status.h"

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

/* Gives the exit status. */
static int explain_parse(int err, const struct options *options)
{
	if (err == -EINVAL)
		return STATUS_USAGE;

	diag("out of memory");
	return report_failure(options);
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
		status = options.recordings.nr ? replay_run(&options) :
						 live_run(&options);
		break;
	}

out:
	options_free(&options);
	return status;
}
