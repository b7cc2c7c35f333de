// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "component.h"
#include "units.h"

/* The slice that is the root of the hierarchy. */
#define ROOT_SLICE "-.slice"

#define NAME_MAX_SIZE 255

/* Of a user, between these. */
#define MANAGER	    "user@"
#define MANAGER_END ".service"

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

/* As in systemd.unit(5); what stands for many, a template, runs nothing. */
static bool is_name(const char *name, size_t size)
{
	const char *at = memchr(name, '@', size);
	const char *dot = memrchr(name, '.', size);
	size_t i;

	if (size > NAME_MAX_SIZE || !units_has_suffix(name, size) ||
	    at == name || (at && at + 1 == dot))
		return false;

	for (i = 0; i < size; i++) {
		if (!isalnum((unsigned char)name[i]) &&
		    !memchr(":-_.\\@", name[i], strlen(":-_.\\@")))
			return false;
	}

	return true;
}

/* To the first that is no slice.  False if it is no unit either. */
static bool find_unit(struct component *component)
{
	do {
		if (!component_next(component))
			return false;
	} while (bytes_end_with(component->at, component->size, ".slice") &&
		 is_name(component->at, component->size));

	return is_name(component->at + (*component->at == '_'),
		       component->size - (*component->at == '_'));
}

static bool is_manager(const struct component *unit)
{
	size_t around = strlen(MANAGER MANAGER_END);
	size_t i;

	if (unit->size <= around ||
	    !bytes_begin_with(unit->at, unit->size, MANAGER) ||
	    !bytes_end_with(unit->at, unit->size, MANAGER_END))
		return false;

	for (i = 0; i < unit->size - around; i++) {
		if (!isdigit((unsigned char)unit->at[strlen(MANAGER) + i]))
			return false;
	}

	return true;
}

const char *units_find(const char *path, size_t *size)
{
	struct component unit = { .at = path };
	struct component users;

	if (!find_unit(&unit))
		return NULL;

	users = unit;
	if (is_manager(&unit) && find_unit(&users))
		unit = users;

	*size = unit.size - (*unit.at == '_');
	return unit.at + (*unit.at == '_');
}
