// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

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

static void parse(struct columns *columns, const char *list)
{
	const char *bad;
	size_t size;

	columns_parse(list, columns, &bad, &size);
}

void group_labels_init(struct group_labels *labels, enum group_by by)
{
	const char *otherwise = kinds[by].otherwise;

	parse(&labels->fields, kinds[by].fields);
	parse(&labels->otherwise, otherwise ? otherwise : kinds[by].fields);
}

static char *put_label(const struct columns *columns, const struct line *line)
{
	char *label = malloc(columns_size(columns, line) + 1);
	char *end;

	if (!label)
		return NULL;

	end = columns_put(columns, label, line);
	/* There is a newline at the end, and tabs are between the fields. */
	end[-1] = '\0';
	for (end = label; *end; end++) {
		if (*end == '\t')
			*end = ' ';
	}

	return label;
}

char *group_label(const struct group_labels *labels, const struct line *line)
{
	char *label = put_label(&labels->fields, line);

	if (label && !strcmp(label, "-")) {
		free(label);
		label = put_label(&labels->otherwise, line);
	}

	return label;
}
