/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_OPTIONS_H
#define CAPTRACE_OPTIONS_H

#include <stdbool.h>

#include "caps.h"
#include "columns.h"
#include "groups.h"
#include "lists.h"
#include "privileges.h"
#include "stamp.h"
#include "unique.h"

struct format;

enum options_action {
	OPTIONS_TRACE,
	OPTIONS_HELP,
	OPTIONS_VERSION,
	/* The fields that --columns knows. */
	OPTIONS_COLUMNS,
	/* The formats that --profile knows. */
	OPTIONS_FORMATS,
	/* Of those capabilities, or a table of all. */
	OPTIONS_ABOUT,
	OPTIONS_ABOUT_ALL,
};

/* What the user wants.  Strings are those of the command line. */
struct options {
	enum options_action action;

	/* What to trace: values of one kind are alternatives. */
	struct numbers pids;
	/* The roots of trees, which are followed. */
	struct numbers trees;
	bool follow;
	struct words cgroups;
	struct words units;
	struct words containers;
	/* Pids, whose namespaces are meant. */
	struct numbers pidns;
	struct numbers userns;
	struct numbers uids;
	/* The cgroups, units and containers need not exist yet. */
	bool wait;

	/* Which checks; without a choice of capabilities all of them. */
	struct caps caps;
	bool denied;
	bool granted;
	bool lsm;
	bool verbose;

	/* NULL-terminated; NULL if there is none. */
	char **command;
	struct privileges privileges;

	/* Show these instead of this machine. */
	struct words recordings;

	/* What comes out: at most one of these, or else lines. */
	bool records;
	bool json;
	bool summary;
	bool folded;
	/* NULL if there is to be none. */
	const struct format *profile;
	bool excess;
	/* Of the two recordings that there are then. */
	bool diff;
	/* With these capabilities, or else those that a recording needs. */
	bool verify;
	struct caps verify_caps;
	char *verify_recording;

	/* What tables and profiles put apart, and of which phases they are. */
	enum group_by by;
	unsigned int phases;
	bool explain;

	/* With OPTIONS_ABOUT. */
	struct caps about;

	/* What lines, or some of the others, show. */
	bool outcome;
	bool kernel_stack;
	bool user_stack;
	bool unique;
	enum unique_of unique_of;
	/* Without a choice, the default. */
	bool has_columns;
	struct columns columns;
	bool header;
	bool has_time;
	enum stamp_style time;
	/* NULL for the default; never "-" for stdout, see to_stdout. */
	const char *output;
	bool append;
	bool to_stdout;
	/* Records for each ring; 0 for the default. */
	unsigned int buffer;
	bool strict;
};

/*
 * 0; -EINVAL if the command line makes no sense, and the user has been told;
 * -ENOMEM.  The command is known even then, and options_free() is due in any
 * case.
 */
int options_parse(struct options *options, int argc, char *argv[]);

void options_free(struct options *options);

#endif
