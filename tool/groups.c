// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "groups.h"

/* The fields that make a label; the second where the first has nothing. */
static const struct {
	const char *name;
	const char *fields;
	const char *otherwise;
} kinds[] = {
	[GROUP_BY_NOTHING] = { "", NULL, NULL },
	[GROUP_BY_PROCESS] = { "process", "pid,exe", NULL },
	[GROUP_BY_EXE] = { "exe", "exe", NULL },
	[GROUP_BY_SYSCALL] = { "syscall", "syscall", NULL },
	[GROUP_BY_CONTAINER] = { "container", "container", "cgroup" },
	[GROUP_BY_UNIT] = { "unit", "unit", "cgroup" },
	[GROUP_BY_USER] = { "user", "uid", NULL },
	[GROUP_BY_STACK] = { "stack", "ustack", "kstack" },
};

int group_parse(const char *name, enum group_by *by)
{
	size_t i;

	for (i = 1; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!strcmp(kinds[i].name, name)) {
			*by = i;
			return 0;
		}
	}

	return -EINVAL;
}

const char *group_name(enum group_by by)
{
	return kinds[by].name;
}

static char *put_label(const char *list, const struct line *line)
{
	struct columns columns;
	const char *bad;
	size_t bad_size;
	char *label, *end;

	if (columns_parse(list, &columns, &bad, &bad_size))
		return NULL;

	label = malloc(columns_size(&columns, line) + 1);
	if (!label)
		return NULL;

	end = columns_put(&columns, label, line);
	/* There is a newline at the end, and tabs are between the fields. */
	end[-1] = '\0';
	for (end = label; *end; end++) {
		if (*end == '\t')
			*end = ' ';
	}

	return label;
}

char *group_label(enum group_by by, const struct line *line)
{
	char *label = put_label(kinds[by].fields, line);

	if (label && !strcmp(label, "-") && kinds[by].otherwise) {
		free(label);
		label = put_label(kinds[by].otherwise, line);
	}

	return label;
}
