// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "component.h"

bool component_next(struct component *component)
{
	component->at += component->size;
	component->at += strspn(component->at, "/");
	component->size = strcspn(component->at, "/");

	return component->size;
}

bool component_is(const struct component *component, const char *text)
{
	return component->size == strlen(text) &&
	       !memcmp(component->at, text, component->size);
}

const char *component_below(const char *top, const char *path)
{
	size_t size = strlen(top);

	if (strncmp(path, top, size) != 0)
		return NULL;
	if (!path[size])
		return "/";

	return path[size] == '/' ? path + size : NULL;
}
