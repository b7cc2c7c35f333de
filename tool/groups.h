/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_GROUPS_H
#define CAPTRACE_GROUPS_H

#include "columns.h"
#include "fields.h"

/* What checks are put together by. */
enum group_by {
	GROUP_BY_NOTHING,
	GROUP_BY_PROCESS,
	GROUP_BY_EXE,
	GROUP_BY_SYSCALL,
	GROUP_BY_CONTAINER,
	GROUP_BY_UNIT,
	GROUP_BY_USER,
	GROUP_BY_STACK,
};

/* By its name, as above.  0 or -EINVAL. */
int group_parse(const char *name, enum group_by *by);

/* The name; "" for GROUP_BY_NOTHING. */
const char *group_name(enum group_by by);

/* What groups are called by: others, where the first fields are "-". */
struct group_labels {
	struct columns fields;
	struct columns otherwise;
};

/* Not for GROUP_BY_NOTHING, whose only group has no label. */
void group_labels_init(struct group_labels *labels, enum group_by by);

/*
 * How the group is called that the check of a line is in, safe to print: from
 * malloc(), or NULL if there is no memory.
 */
char *group_label(const struct group_labels *labels, const struct line *line);

#endif
