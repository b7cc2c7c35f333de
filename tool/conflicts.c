// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "conflicts.h"
#include "formats.h"
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

/* What decides what is recorded, or needs the machine of the recording. */
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

static const char *find_record_conflict(const struct options *options)
{
	if (!options->records)
		return NULL;
	if (!strcmp(options->output, "-") && options->command)
		return "-w - does not go with a command, which may write there";
	if (!strcmp(options->output, "-") && isatty(STDOUT_FILENO))
		return "a recording is nothing for a terminal to show";
	if (options->wait)
		return "--wait does not go with -w: record everything, and "
		       "choose with -r";

	return NULL;
}

/* An object for each record; those of a summary are others. */
static bool prints_objects(const struct options *options)
{
	return options->json && !options->summary;
}

/* Another one than those that stand before it; NULL for lines. */
static const char *find_form(const struct options *options, const char *but)
{
	const struct {
		bool chosen;
		const char *name;
	} forms[] = {
		{ options->records, "-w" },
		{ options->summary, "-s" },
		{ prints_objects(options), "--json" },
		{ options->folded, "--folded" },
		{ options->profile, "--profile" },
		{ options->excess, "--excess" },
		{ options->verify, "--verify" },
		{ options->diff, "--diff" },
	};
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (forms[i].chosen && forms[i].name != but)
			return forms[i].name;
	}

	return NULL;
}

static bool shows_stacks(const struct options *options)
{
	return options->records || options->folded || prints_objects(options);
}

/* What only lines, or lines and a few others, can show; NULL if nothing. */
static const char *find_detail(const struct options *options)
{
	if (options->has_columns)
		return "--columns";
	if (options->header)
		return "-H";
	if (options->has_time)
		return "--time";
	if (options->unique)
		return "--unique";
	if (options->outcome && !prints_objects(options))
		return "--outcome";
	if (!shows_stacks(options) && options->kernel_stack)
		return "-K";
	if (!shows_stacks(options) && options->user_stack)
		return "-U";

	return NULL;
}

static const char *find_form_conflict(const struct options *options)
{
	static char conflict[128];
	const char *form = find_form(options, NULL);
	const char *other = form ? find_form(options, form) : NULL;

	if (form && !other)
		other = find_detail(options);
	if (!other)
		return NULL;

	snprintf(conflict, sizeof(conflict), "%s does not go with %s%s", other,
		 form,
		 options->records ? ", which records: it goes with -r" : "");

	return conflict;
}

/* What is decided by all checks, or by those that were chosen. */
static const char *find_judgement_conflict(const struct options *options)
{
	bool judges = options->profile || options->excess || options->verify ||
		      options->diff;

	if (judges && options->denied)
		return "--denied would leave out what was used";
	if (judges && options->granted)
		return "--granted would leave out what was missed";
	if (options->by && !options->summary && !options->profile)
		return "--by goes with -s or --profile";
	if (options->phases && !options->summary && !options->profile)
		return "--phase goes with -s or --profile";
	if (options->profile &&
	    (options->by == GROUP_BY_SYSCALL || options->by == GROUP_BY_STACK))
		return "a profile is of a process, exe, container, unit or "
		       "user: --by takes one of these";
	if (options->explain && !options->profile)
		return "--explain goes with --profile";
	if (options->explain && !formats_can_explain(options->profile))
		return "--explain needs a format with comments";

	return NULL;
}

static const char *find_purpose_conflict(const struct options *options)
{
	bool targets = options->pids.nr || options->trees.nr ||
		       options->cgroups.nr || options->units.nr ||
		       options->containers.nr || options->command;

	if (options->diff && options->recordings.nr != 2)
		return "--diff takes two recordings, the old one and the new "
		       "one";
	if (options->excess && options->recordings.nr)
		return "--excess looks at processes, and not at recordings";
	if (options->excess && !targets)
		return "--excess needs processes to look at: -p, --tree, "
		       "--unit, --container, --cgroup or a command";
	if (options->verify && !options->command)
		return "--verify needs a command to start";
	if (options->verify && options->privileges.caps.chosen)
		return "--verify says with which capabilities, and not --caps";

	return NULL;
}

static const char *find_output_conflict(const struct options *options)
{
	if (options->outcome && options->granted)
		return "--outcome does not go with --granted";
	if (!options->outcome && columns_have(&options->columns, "return"))
		return "the column 'return' needs --outcome";

	return NULL;
}

const char *conflicts_find(const struct options *options)
{
	static const char *(*const finders[])(const struct options *) = {
		find_target_conflict,  find_launch_conflict,
		find_check_conflict,   find_replay_conflict,
		find_record_conflict,  find_form_conflict,
		find_output_conflict,  find_judgement_conflict,
		find_purpose_conflict,
	};
	const char *conflict = NULL;
	size_t i;

	for (i = 0; !conflict && i < sizeof(finders) / sizeof(finders[0]); i++)
		conflict = finders[i](options);

	return conflict;
}
