// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "conflicts.h"
#include "diag.h"
#include "help.h"
#include "operands.h"
#include "options.h"
#include "values.h"

/* The first sign: options end at a command.  The second: we do the talking. */
#define SHORT_OPTIONS "+:hVsfvKUHo:A:w:r:p:t:c:u:"

/* Long options without a letter. */
enum {
	OPTION_STRICT = UCHAR_MAX + 1,
	OPTION_BUFFER,
	OPTION_TREE,
	OPTION_CGROUP,
	OPTION_UNIT,
	OPTION_CONTAINER,
	OPTION_PIDNS,
	OPTION_USERNS,
	OPTION_UID,
	OPTION_WAIT,
	OPTION_DENIED,
	OPTION_GRANTED,
	OPTION_LSM,
	OPTION_CAPS,
	OPTION_NO_NEW_PRIVS,
	OPTION_OUTCOME,
	OPTION_COLUMNS,
	OPTION_FOLDED,
	OPTION_UNIQUE,
	OPTION_TIME,
	OPTION_JSON,
	OPTION_BY,
	OPTION_PROFILE,
	OPTION_EXPLAIN,
	OPTION_PHASE,
	OPTION_EXCESS,
	OPTION_VERIFY,
	OPTION_DIFF,
	OPTION_ABOUT,
};

/* clang-format off */
static const struct option long_options[] = {
	{ "help",	  no_argument,		NULL, 'h' },
	{ "version",	  no_argument,		NULL, 'V' },
	{ "pid",	  required_argument,	NULL, 'p' },
	{ "tree",	  required_argument,	NULL, OPTION_TREE },
	{ "follow",	  no_argument,		NULL, 'f' },
	{ "cgroup",	  required_argument,	NULL, OPTION_CGROUP },
	{ "unit",	  required_argument,	NULL, OPTION_UNIT },
	{ "container",	  required_argument,	NULL, OPTION_CONTAINER },
	{ "pidns",	  required_argument,	NULL, OPTION_PIDNS },
	{ "userns",	  required_argument,	NULL, OPTION_USERNS },
	{ "uid",	  required_argument,	NULL, OPTION_UID },
	{ "wait",	  no_argument,		NULL, OPTION_WAIT },
	{ "capability",	  required_argument,	NULL, 'c' },
	{ "denied",	  no_argument,		NULL, OPTION_DENIED },
	{ "granted",	  no_argument,		NULL, OPTION_GRANTED },
	{ "lsm",	  no_argument,		NULL, OPTION_LSM },
	{ "verbose",	  no_argument,		NULL, 'v' },
	{ "user",	  required_argument,	NULL, 'u' },
	{ "caps",	  required_argument,	NULL, OPTION_CAPS },
	{ "no-new-privs", no_argument,		NULL, OPTION_NO_NEW_PRIVS },
	{ "summary",	  no_argument,		NULL, 's' },
	{ "by",		  required_argument,	NULL, OPTION_BY },
	{ "profile",	  required_argument,	NULL, OPTION_PROFILE },
	{ "explain",	  no_argument,		NULL, OPTION_EXPLAIN },
	{ "phase",	  required_argument,	NULL, OPTION_PHASE },
	{ "excess",	  no_argument,		NULL, OPTION_EXCESS },
	{ "verify",	  required_argument,	NULL, OPTION_VERIFY },
	{ "diff",	  no_argument,		NULL, OPTION_DIFF },
	{ "about",	  required_argument,	NULL, OPTION_ABOUT },
	{ "outcome",	  no_argument,		NULL, OPTION_OUTCOME },
	{ "columns",	  required_argument,	NULL, OPTION_COLUMNS },
	{ "header",	  no_argument,		NULL, 'H' },
	{ "time",	  required_argument,	NULL, OPTION_TIME },
	{ "unique",	  optional_argument,	NULL, OPTION_UNIQUE },
	{ "kernel-stack", no_argument,		NULL, 'K' },
	{ "user-stack",	  no_argument,		NULL, 'U' },
	{ "folded",	  no_argument,		NULL, OPTION_FOLDED },
	{ "json",	  no_argument,		NULL, OPTION_JSON },
	{ "write",	  required_argument,	NULL, 'w' },
	{ "read",	  required_argument,	NULL, 'r' },
	{ "output",	  required_argument,	NULL, 'o' },
	{ "append",	  required_argument,	NULL, 'A' },
	{ "buffer",	  required_argument,	NULL, OPTION_BUFFER },
	{ "strict",	  no_argument,		NULL, OPTION_STRICT },
	{ NULL,		  0,			NULL, 0 },
};

/* clang-format on */

static int add_tree(struct options *options, const char *list)
{
	options->follow = true;

	return values_add_pids(&options->trees, list);
}

static int set_user(struct privileges *privileges, const char *word)
{
	privileges->has_user = true;

	return values_find_user(&privileges->user, word);
}

static int set_output(struct options *options, const char *path, bool append)
{
	bool same = options->output && options->append == append &&
		    !strcmp(options->output, path);

	if (!*path) {
		diag("an empty name is no output file: " HELP_HINT);
		return -EINVAL;
	}
	if (options->output && !same) {
		diag("only one of -o, -A and -w can be chosen: " HELP_HINT);
		return -EINVAL;
	}

	options->output = path;
	options->append = append;

	return 0;
}

static int set_records(struct options *options, const char *path)
{
	options->records = true;

	return set_output(options, path, false);
}

/* A list is one of capabilities; what is none may be a file that has one. */
static int set_verify(struct options *options, char *word)
{
	const char *bad;

	options->verify = true;
	if (!caps_choose(&options->verify_caps, word, caps_known(), &bad))
		return 0;

	if (access(word, F_OK)) {
		diag("--verify takes capabilities or a recording, and '%s' is "
		     "neither",
		     word);
		return -EINVAL;
	}
	options->verify_recording = word;

	return 0;
}

static int set_columns(struct options *options, const char *list)
{
	if (!strcmp(list, "list")) {
		options->action = OPTIONS_COLUMNS;
		return 0;
	}

	options->has_columns = true;
	return values_choose_columns(&options->columns, list);
}

static int set_profile(struct options *options, const char *word)
{
	if (!strcmp(word, "list")) {
		options->action = OPTIONS_FORMATS;
		return 0;
	}

	return values_choose_format(&options->profile, word);
}

static int set_about(struct options *options, const char *list)
{
	if (!strcmp(list, "list")) {
		options->action = OPTIONS_ABOUT_ALL;
		return 0;
	}

	options->action = OPTIONS_ABOUT;
	return values_choose_about(&options->about, list);
}

static int refuse_tracefs(void)
{
	diag("there is no option -t: captrace does not use tracefs");
	return -EINVAL;
}

/* @word is the argument that getopt_long() was looking at. */
static int refuse(int reason, const char *word)
{
	bool is_long = !strncmp(word, "--", 2);

	if (reason == ':' && is_long)
		diag("option '%s' needs a value: " HELP_HINT, word);
	else if (reason == ':')
		diag("option '-%c' needs a value: " HELP_HINT, optopt);
	else if (is_long && optopt)
		diag("option '%s' takes no value: " HELP_HINT, word);
	else if (is_long)
		diag("no option '%s': " HELP_HINT, word);
	else
		diag("no option '-%c': " HELP_HINT, optopt);

	return -EINVAL;
}

static bool *flag_of(struct options *options, int option)
{
	switch (option) {
	case 's':
		return &options->summary;
	case 'f':
		return &options->follow;
	case 'v':
		return &options->verbose;
	case 'K':
		return &options->kernel_stack;
	case 'U':
		return &options->user_stack;
	case 'H':
		return &options->header;
	case OPTION_FOLDED:
		return &options->folded;
	case OPTION_JSON:
		return &options->json;
	case OPTION_WAIT:
		return &options->wait;
	case OPTION_DENIED:
		return &options->denied;
	case OPTION_GRANTED:
		return &options->granted;
	case OPTION_LSM:
		return &options->lsm;
	case OPTION_NO_NEW_PRIVS:
		return &options->privileges.no_new_privs;
	case OPTION_OUTCOME:
		return &options->outcome;
	case OPTION_STRICT:
		return &options->strict;
	case OPTION_EXPLAIN:
		return &options->explain;
	case OPTION_EXCESS:
		return &options->excess;
	case OPTION_DIFF:
		return &options->diff;
	default:
		return NULL;
	}
}

static int take_target(struct options *options, int option)
{
	switch (option) {
	case 'p':
		return values_add_pids(&options->pids, optarg);
	case OPTION_TREE:
		return add_tree(options, optarg);
	case OPTION_CGROUP:
		return values_add_path(&options->cgroups, optarg);
	case OPTION_UNIT:
		return values_add_names(&options->units, optarg, "unit");
	case OPTION_CONTAINER:
		return values_add_names(&options->containers, optarg,
					"container");
	case OPTION_PIDNS:
		return values_add_pids(&options->pidns, optarg);
	case OPTION_USERNS:
		return values_add_pids(&options->userns, optarg);
	case OPTION_UID:
		return values_add_uids(&options->uids, optarg);
	default:
		return -ENOSYS;
	}
}

static int take_result(struct options *options, int option)
{
	switch (option) {
	case OPTION_BY:
		return values_choose_group(&options->by, optarg);
	case OPTION_PROFILE:
		return set_profile(options, optarg);
	case OPTION_PHASE:
		return values_choose_phases(&options->phases, optarg);
	case OPTION_VERIFY:
		return set_verify(options, optarg);
	case OPTION_ABOUT:
		return set_about(options, optarg);
	default:
		return take_target(options, option);
	}
}

static int take_option(struct options *options, int option)
{
	bool *flag = flag_of(options, option);

	if (flag) {
		*flag = true;
		return 0;
	}

	switch (option) {
	case 'h':
		options->action = OPTIONS_HELP;
		return 0;
	case 'V':
		options->action = OPTIONS_VERSION;
		return 0;
	case 'c':
		return values_choose_caps(&options->caps, optarg, CAPS_ANY);
	case 'u':
		return set_user(&options->privileges, optarg);
	case OPTION_CAPS:
		return values_choose_caps(&options->privileges.caps, optarg,
					  caps_known());
	case 'o':
		return set_output(options, optarg, false);
	case 'A':
		return set_output(options, optarg, true);
	case 'w':
		return set_records(options, optarg);
	case 'r':
		return operands_add_recording(options, optarg);
	case OPTION_COLUMNS:
		return set_columns(options, optarg);
	case OPTION_UNIQUE:
		options->unique = true;
		return values_choose_unique(&options->unique_of, optarg);
	case OPTION_TIME:
		options->has_time = true;
		return values_choose_time(&options->time, optarg);
	case OPTION_BUFFER:
		return values_find_buffer(&options->buffer, optarg);
	case 't':
		return refuse_tracefs();
	default:
		return take_result(options, option);
	}
}

/* A profile is one of all that a process starts. */
static bool follows(const struct options *options)
{
	return (options->profile || options->excess || options->verify) &&
	       (options->command || options->pids.nr);
}

/* What no single option can see. */
static int finish(struct options *options)
{
	const char *conflict;

	conflict = conflicts_find(options);
	if (conflict) {
		diag("%s: " HELP_HINT, conflict);
		return -EINVAL;
	}

	if (options->verify)
		options->privileges.caps = (struct caps){
			.chosen = true,
			.mask = options->verify_caps.mask,
		};
	if (follows(options))
		options->follow = true;
	if (options->folded && !options->user_stack)
		options->kernel_stack = true;
	if (options->output && !strcmp(options->output, "-")) {
		options->to_stdout = true;
		options->output = NULL;
	}

	return 0;
}

/* @option is what getopt_long() has found. */
static int take(struct options *options, int option, const char *word)
{
	if (option == '?' || option == ':')
		return refuse(option, word);

	return take_option(options, option);
}

int options_parse(struct options *options, int argc, char *argv[])
{
	int option;
	int err = 0;

	memset(options, 0, sizeof(*options));
	optind = 0;
	opterr = 0;

	/* After an error, too: our status depends on there being a command. */
	while (options->action == OPTIONS_TRACE) {
		option = getopt_long(argc, argv, SHORT_OPTIONS, long_options,
				     NULL);
		if (option < 0)
			break;
		if (!err)
			err = take(options, option, argv[optind - 1]);
	}
	if (options->action != OPTIONS_TRACE)
		return err;
	if (!err)
		err = operands_take(options, argv + optind);
	else if (argv[optind])
		options->command = argv + optind;

	return err ? err : finish(options);
}

void options_free(struct options *options)
{
	lists_clear_numbers(&options->pids);
	lists_clear_numbers(&options->trees);
	lists_clear_words(&options->cgroups);
	lists_clear_words(&options->units);
	lists_clear_words(&options->containers);
	lists_clear_numbers(&options->pidns);
	lists_clear_numbers(&options->userns);
	lists_clear_numbers(&options->uids);
	lists_clear_words(&options->recordings);
}
