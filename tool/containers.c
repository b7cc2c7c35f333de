// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "containers.h"
#include "forms.h"
#include "runtimes.h"
#include "units.h"

/* Shorter, it might be the beginning of any id. */
#define WORD_MIN 8

static const char *last_component(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *containers_name(const char *path, size_t *size)
{
	const char *component = last_component(path);
	struct form_match match;

	if (forms_match(path, &match)) {
		*size = match.size;
		return match.name;
	}

	*size = strlen(component);
	return component;
}

static bool is_escaped(const char *name, size_t size, const char *word)
{
	char *text = forms_unescape(name, size);
	bool same = text && !strcmp(text, word);

	free(text);
	return same;
}

static bool is_word(const char *name, size_t size, const char *word)
{
	return (size == strlen(word) && !memcmp(name, word, size)) ||
	       is_escaped(name, size, word);
}

bool containers_is_beginning(const char *id, size_t size, const char *word)
{
	return forms_is_id(id, size) && strlen(word) >= WORD_MIN &&
	       bytes_begin_with(id, size, word);
}

static bool calls(struct runtimes *runtimes, const char *id, size_t size,
		  const char *word)
{
	char *text;
	bool same;

	if (!runtimes || !forms_is_id(id, size))
		return false;

	text = strndup(id, size);
	same = text && runtimes_call(runtimes, text, word);
	free(text);

	return same;
}

enum containers_match containers_match(struct runtimes *runtimes,
				       const char *path, const char *word)
{
	const char *component = last_component(path);
	size_t size;
	const char *name = containers_name(path, &size);

	if (forms_is_watcher(path))
		return CONTAINERS_NO;

	if (name != component ||
	    !units_has_suffix(component, strlen(component))) {
		if (is_word(name, size, word) ||
		    is_word(component, strlen(component), word))
			return CONTAINERS_IS;
	}
	if ((runtimes && runtimes_place(runtimes, word, path)) ||
	    calls(runtimes, name, size, word))
		return CONTAINERS_IS;

	return containers_is_beginning(name, size, word) ? CONTAINERS_BEGINS :
							   CONTAINERS_NO;
}
