// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>

#include <linux/captrace.h>

#include "conflicts.h"
#include "diag.h"
#include "help.h"
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

static int set_columns(struct options *options, const char *list)
{
	const char *bad;
	size_t size;
	int err;

	if (!strcmp(list, "list")) {
		options->action = OPTIONS_COLUMNS;
		return 0;
	}

	options->has_columns = true;
	err = columns_parse(list, &options->columns, &bad, &size);
	if (err == -EEXIST)
		diag("the column '%.*s' is there twice", (int)size, bad);
	else if (err)
		diag("there is no column '%.*s': 'captrace --columns list' "
		     "names them",
		     (int)size, bad);

	return err ? -EINVAL : 0;
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

static bool reads_stdin(const struct options *options)
{
	size_t i;

	for (i = 0; i < options->recordings.nr; i++) {
		if (!strcmp(options->recordings.at[i], "-"))
			return true;
	}

	return false;
}

static int add_recording(struct options *options, const char *path)
{
	if (!*path) {
		diag("an empty name is no recording: " HELP_HINT);
		return -EINVAL;
	}
	if (path[0] == '-' && path[1]) {
		diag("put '%s' before the recordings, or ./ before its name",
		     path);
		return -EINVAL;
	}

	if (!strcmp(path, "-") && reads_stdin(options)) {
		diag("only one recording can come from the standard input");
		return -EINVAL;
	}

	return lists_add_word(&options->recordings, path, strlen(path));
}

/* What stands behind the options: a command, or more of -r. */
static int take_operands(struct options *options, char **operands)
{
	int err = 0;

	if (!options->recordings.nr) {
		options->command = *operands ? operands : NULL;
		return 0;
	}

	while (!err && *operands)
		err = add_recording(options, *operands++);

	return err;
}

static int set_buffer(struct options *options, const char *text)
{
	uint64_t number;

	if (!lists_number(text, strlen(text), CAPTRACE_RING_MAX, &number) ||
	    number < CAPTRACE_RING_MIN) {
		diag("--buffer takes %u to %u records, not '%s'",
		     CAPTRACE_RING_MIN, CAPTRACE_RING_MAX, text);
		return -EINVAL;
	}

	options->buffer = number;
	return 0;
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
		return add_recording(options, optarg);
	case OPTION_COLUMNS:
		return set_columns(options, optarg);
	case OPTION_UNIQUE:
		options->unique = true;
		return values_choose_unique(&options->unique_of, optarg);
	case OPTION_TIME:
		options->has_time = true;
		return values_choose_time(&options->time, optarg);
	case OPTION_BUFFER:
		return set_buffer(options, optarg);
	case 't':
		return refuse_tracefs();
	default:
		return take_target(options, option);
	}
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
		err = take_operands(options, argv + optind);
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
