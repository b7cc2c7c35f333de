// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "holdings.h"

static const struct {
	const char *name;
	/* In a status file. */
	const char *field;
} kinds[HOLDING_NR] = {
	[HOLDING_EFFECTIVE] = { "effective", "CapEff:" },
	[HOLDING_PERMITTED] = { "permitted", "CapPrm:" },
	[HOLDING_INHERITABLE] = { "inheritable", "CapInh:" },
	[HOLDING_AMBIENT] = { "ambient", "CapAmb:" },
	[HOLDING_BOUNDING] = { "bounding", "CapBnd:" },
};

const char *holding_name(enum holding holding)
{
	return kinds[holding].name;
}

/* True if the line is about one of the sets. */
static bool take_line(struct holdings *holdings, const char *line)
{
	size_t size;
	size_t i;

	for (i = 0; i < HOLDING_NR; i++) {
		size = strlen(kinds[i].field);
		if (!strncmp(line, kinds[i].field, size)) {
			holdings->sets[i] |= strtoull(line + size, NULL, 16);
			return true;
		}
	}

	return false;
}

/* The list of groups, which comes before the sets, can be very long. */
static bool add_thread(struct holdings *holdings, const char *path)
{
	FILE *status = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	bool found = false;

	if (!status)
		return false;

	while (getline(&line, &room, status) > 0)
		found |= take_line(holdings, line);
	free(line);
	fclose(status);

	return found;
}

bool holdings_add(struct holdings *holdings, const char *proc, uint32_t tgid)
{
	char path[PATH_MAX];
	struct dirent *entry;
	bool found = false;
	DIR *threads;

	snprintf(path, sizeof(path), "%s/%u/task", proc, tgid);
	threads = opendir(path);
	if (!threads)
		return false;

	while ((entry = readdir(threads))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%u/task/%s/status", proc, tgid,
			 entry->d_name);
		found |= add_thread(holdings, path);
	}
	closedir(threads);

	return found;
}
