/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_OPTIONS_H
#define CAPTRACE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum options_action {
	OPTIONS_TRACE,
	OPTIONS_HELP,
	OPTIONS_VERSION,
};

/* What the user wants.  Strings are those of the command line. */
struct options {
	enum options_action action;
	bool summary;
	bool follow;
	bool verbose;
	bool strict;
	/* NULL for the default; never "-" for stdout, see to_stdout. */
	const char *output;
	bool append;
	bool to_stdout;
	/* Records for each ring; 0 for the default. */
	unsigned int buffer;
	pid_t *pids;
	size_t nr_pids;
	/* NULL-terminated; NULL if there is none. */
	char **command;
};

/*
 * 0; -EINVAL if the command line makes no sense, and the user has been told;
 * -ENOMEM.  options_free() is due in any case.
 */
int options_parse(struct options *options, int argc, char *argv[]);

void options_free(struct options *options);

/* The text of --help. */
const char *options_help(void);

#endif
