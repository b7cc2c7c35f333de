// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

static const size_t strings[] = {
	offsetof(struct names, exe),
	offsetof(struct names, cgroup),
	offsetof(struct names, unit),
	offsetof(struct names, runtime),
	offsetof(struct names, container_id),
	offsetof(struct names, container),
	offsetof(struct names, image),
	offsetof(struct names, pod),
	offsetof(struct names, kernel_stack),
	offsetof(struct names, user_stack),
};

#define NR_STRINGS (sizeof(strings) / sizeof(strings[0]))

static const char **string_at(struct names *names, size_t i)
{
	return (const char **)((char *)names + strings[i]);
}

void names_clear(struct names *copy)
{
	size_t i;

	for (i = 0; i < NR_STRINGS; i++) {
		free((char *)*string_at(copy, i));
		*string_at(copy, i) = NULL;
	}
}

int names_copy(struct names *copy, const struct names *names)
{
	struct names from = *names;
	size_t i;

	*copy = (struct names){
		.stream = names->stream,
		.realtime_offset_ns = names->realtime_offset_ns,
	};
	for (i = 0; i < NR_STRINGS; i++) {
		if (!*string_at(&from, i))
			continue;
		*string_at(copy, i) = strdup(*string_at(&from, i));
		if (!*string_at(copy, i)) {
			names_clear(copy);
			return -ENOMEM;
		}
	}

	return 0;
}
