// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "units.h"

/* The slice that is the root of the hierarchy. */
#define ROOT_SLICE "-.slice"

static const char *const suffixes[] = {
	".service", ".scope", ".slice", ".socket", ".mount",	 ".swap",
	".target",  ".timer", ".path",	".device", ".automount",
};

bool units_has_suffix(const char *name, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		if (size > strlen(suffixes[i]) &&
		    bytes_end_with(name, size, suffixes[i]))
			return true;
	}

	return false;
}

char *units_name(const char *word)
{
	bool whole = units_has_suffix(word, strlen(word));
	char *name;

	if (asprintf(&name, "%s%s", word, whole ? "" : ".service") < 0)
		return NULL;

	return name;
}

/*
 * systemd puts a "_" before a name that the kernel might take for one of its
 * own files.
 */
bool units_match(const char *path, const char *name)
{
	const char *component = strrchr(path, '/') + 1;

	if (!*component)
		return !strcmp(name, ROOT_SLICE);

	return !strcmp(component, name) ||
	       (*component == '_' && !strcmp(component + 1, name));
}
