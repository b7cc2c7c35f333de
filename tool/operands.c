// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "diag.h"
#include "help.h"
#include "operands.h"
#include "options.h"

static bool reads_stdin(const struct options *options)
{
	size_t i;

	for (i = 0; i < options->recordings.nr; i++) {
		if (!strcmp(options->recordings.at[i], "-"))
			return true;
	}

	return false;
}

int operands_add_recording(struct options *options, const char *path)
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

int operands_take(struct options *options, char **operands)
{
	int err = 0;

	if (!options->recordings.nr && !options->diff) {
		options->command = *operands ? operands : NULL;
		return 0;
	}

	while (!err && *operands)
		err = operands_add_recording(options, *operands++);

	return err;
}
