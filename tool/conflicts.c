// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "conflicts.h"
#include "options.h"

static const char *find_target_conflict(const struct options *options)
{
	bool groups = options->cgroups.nr || options->units.nr ||
		      options->containers.nr;
	bool others = options->pidns.nr || options->userns.nr ||
		      options->uids.nr;
	bool starts = options->pids.nr || options->trees.nr || options->command;

	if (options->command && options->pids.nr)
		return "-p does not go with a command";
	if (options->command && options->trees.nr)
		return "--tree does not go with a command";
	if (options->wait && !groups)
		return "--wait needs --cgroup, --unit or --container";
	if (options->follow && !starts && (groups || others))
		return "-f follows the processes of -p, --tree or a command";

	return NULL;
}

static const char *find_launch_conflict(const struct options *options)
{
	const struct privileges *privileges = &options->privileges;

	if (options->command)
		return NULL;
	if (privileges->has_user)
		return "-u needs a command to run as that user";
	if (privileges->caps.chosen)
		return "--caps needs a command to start with them";
	if (privileges->no_new_privs)
		return "--no-new-privs needs a command to start";

	return NULL;
}

static const char *find_check_conflict(const struct options *options)
{
	if (options->denied && options->granted)
		return "--denied does not go with --granted";
	if (options->caps.chosen && !options->caps.mask)
		return "no capability is left of those chosen with -c";

	return NULL;
}

/* What decides what is recorded, or needs the machine that it was recorded on. */
static const char *find_replay_conflict(const struct options *options)
{
	if (!options->recordings.nr)
		return NULL;
	if (options->records)
		return "-w does not go with -r";
	if (options->lsm)
		return "--lsm goes with -w, to record it, and not with -r";
	if (options->wait)
		return "--wait does not go with -r";
	if (options->pidns.nr || options->userns.nr)
		return "--pidns and --userns do not go with -r";
	if (options->buffer)
		return "--buffer does not go with -r";

	return NULL;
}

/* What can be chosen when it is shown. */
static const char *find_record_conflict(const struct options *options)
{
	if (!options->records)
		return NULL;
	if (options->summary)
		return "-s goes with -r, to show a recording, and not with -w";
	if (options->has_columns)
		return "--columns goes with -r, to show a recording, and not "
		       "with -w";
	if (options->outcome)
		return "--outcome goes with -r, to show a recording, and not "
		       "with -w, which has it";
	if (!strcmp(options->output, "-") && options->command)
		return "-w - does not go with a command, which may write there";
	if (!strcmp(options->output, "-") && isatty(STDOUT_FILENO))
		return "a recording is nothing for a terminal to show";
	if (options->wait)
		return "--wait does not go with -w: record everything, and "
		       "choose with -r";

	return NULL;
}

static const char *find_output_conflict(const struct options *options)
{
	if (options->summary && options->has_columns)
		return "--columns does not go with -s, which prints a table";
	if (options->summary && options->outcome)
		return "--outcome does not go with -s, which prints a table";
	if (options->outcome && options->granted)
		return "--outcome does not go with --granted";
	if (!options->outcome && columns_have(&options->columns, "return"))
		return "the column 'return' needs --outcome";

	return NULL;
}

const char *conflicts_find(const struct options *options)
{
	static const char *(*const finders[])(const struct options *) = {
		find_target_conflict, find_launch_conflict,
		find_check_conflict,  find_replay_conflict,
		find_record_conflict, find_output_conflict,
	};
	const char *conflict = NULL;
	size_t i;

	for (i = 0; !conflict && i < sizeof(finders) / sizeof(finders[0]); i++)
		conflict = finders[i](options);

	return conflict;
}
