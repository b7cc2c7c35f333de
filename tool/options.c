// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <linux/captrace.h>

#include "diag.h"
#include "options.h"

#define TRY_HELP "try 'captrace --help'"

/* The first sign: options end at a command.  The second: we do the talking. */
#define SHORT_OPTIONS "+:hVsfvo:A:p:t:"

/* Long options without a letter. */
enum {
	OPTION_STRICT = UCHAR_MAX + 1,
	OPTION_BUFFER,
};

/* clang-format off */
static const struct option long_options[] = {
	{ "help",	no_argument,		NULL, 'h' },
	{ "version",	no_argument,		NULL, 'V' },
	{ "summary",	no_argument,		NULL, 's' },
	{ "follow",	no_argument,		NULL, 'f' },
	{ "verbose",	no_argument,		NULL, 'v' },
	{ "output",	required_argument,	NULL, 'o' },
	{ "append",	required_argument,	NULL, 'A' },
	{ "pid",	required_argument,	NULL, 'p' },
	{ "strict",	no_argument,		NULL, OPTION_STRICT },
	{ "buffer",	required_argument,	NULL, OPTION_BUFFER },
	{ NULL,		0,			NULL, 0 },
};

const char *options_help(void)
{
	return
"Usage: captrace [OPTION]... [-p PID[,PID]... | [--] COMMAND [ARGUMENT]...]\n"
"List the capabilities that processes use, as they are requested: those of\n"
"all processes, of the processes PID, or of COMMAND.\n"
"\n"
"  -p, --pid PID[,PID]...  trace these processes with all their threads\n"
"  -f, --follow            trace the children too that they will have\n"
"  -v, --verbose           show the checks too that are not audited\n"
"  -s, --summary           print a table at the end instead of lines\n"
"  -o, --output FILE       write into FILE; '-' is the standard output\n"
"  -A, --append FILE       the same, but behind what FILE holds already\n"
"      --buffer RECORDS    room for so many records on each CPU\n"
"      --strict            fail with status 3 if anything was lost\n"
"  -h, --help              print this text\n"
"  -V, --version           print the version\n"
"\n"
"Lines go to the standard output or, with a COMMAND, to the standard error:\n"
"time, pid, program, capability, granted or denied, system call.\n"
"The exit status is that of COMMAND.  See captrace(8).\n";
}

/* clang-format on */

/* Digits and nothing else: no sign, no space, no base. */
static bool parse_number(const char *text, size_t size, unsigned long max,
			 unsigned long *number)
{
	unsigned long value = 0;
	size_t i;

	for (i = 0; i < size; i++) {
		if (!isdigit((unsigned char)text[i]))
			return false;
		value = value * 10 + (text[i] - '0');
		if (value > max)
			return false;
	}

	*number = value;
	return size > 0;
}

static int add_pid(struct options *options, const char *text, size_t size)
{
	unsigned long number;
	pid_t *pids;

	if (!parse_number(text, size, INT_MAX, &number) || !number) {
		diag("'%.*s' is not a process id: " TRY_HELP, (int)size, text);
		return -EINVAL;
	}

	pids = realloc(options->pids, (options->nr_pids + 1) * sizeof(*pids));
	if (!pids)
		return -ENOMEM;

	pids[options->nr_pids++] = number;
	options->pids = pids;

	return 0;
}

static int add_pids(struct options *options, const char *list)
{
	size_t size;
	int err;

	for (;;) {
		size = strcspn(list, ",");
		err = add_pid(options, list, size);
		if (err || !list[size])
			return err;
		list += size + 1;
	}
}

static int set_output(struct options *options, const char *path, bool append)
{
	bool same = options->output && options->append == append &&
		    !strcmp(options->output, path);

	if (options->output && !same) {
		diag("only one output can be chosen with -o or -A: " TRY_HELP);
		return -EINVAL;
	}

	options->output = path;
	options->append = append;

	return 0;
}

static int set_buffer(struct options *options, const char *text)
{
	unsigned long number;

	if (!parse_number(text, strlen(text), CAPTRACE_RING_MAX, &number) ||
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
		diag("option '%s' needs a value: " TRY_HELP, word);
	else if (reason == ':')
		diag("option '-%c' needs a value: " TRY_HELP, optopt);
	else if (is_long && optopt)
		diag("option '%s' takes no value: " TRY_HELP, word);
	else if (is_long)
		diag("no option '%s': " TRY_HELP, word);
	else
		diag("no option '-%c': " TRY_HELP, optopt);

	return -EINVAL;
}

static int take_option(struct options *options, int option)
{
	switch (option) {
	case 'h':
		options->action = OPTIONS_HELP;
		return 0;
	case 'V':
		options->action = OPTIONS_VERSION;
		return 0;
	case 's':
		options->summary = true;
		return 0;
	case 'f':
		options->follow = true;
		return 0;
	case 'v':
		options->verbose = true;
		return 0;
	case OPTION_STRICT:
		options->strict = true;
		return 0;
	case 'o':
		return set_output(options, optarg, false);
	case 'A':
		return set_output(options, optarg, true);
	case 'p':
		return add_pids(options, optarg);
	case OPTION_BUFFER:
		return set_buffer(options, optarg);
	case 't':
		return refuse_tracefs();
	default:
		return -ENOSYS;
	}
}

/* What no single option can see. */
static int finish(struct options *options, char *rest[])
{
	if (*rest)
		options->command = rest;

	if (options->command && options->nr_pids) {
		diag("-p does not go with a command: " TRY_HELP);
		return -EINVAL;
	}

	if (options->output && !strcmp(options->output, "-")) {
		options->to_stdout = true;
		options->output = NULL;
	}

	return 0;
}

int options_parse(struct options *options, int argc, char *argv[])
{
	int option;
	int err;

	memset(options, 0, sizeof(*options));
	optind = 0;
	opterr = 0;

	while (options->action == OPTIONS_TRACE) {
		option = getopt_long(argc, argv, SHORT_OPTIONS, long_options,
				     NULL);
		if (option < 0)
			return finish(options, argv + optind);

		err = option == '?' || option == ':' ?
			      refuse(option, argv[optind - 1]) :
			      take_option(options, option);
		if (err)
			return err;
	}

	return 0;
}

void options_free(struct options *options)
{
	free(options->pids);
	options->pids = NULL;
	options->nr_pids = 0;
}
