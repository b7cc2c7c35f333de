// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "bytes.h"
#include "containers.h"
#include "runtimes.h"
#include "units.h"

/* An id has 64 digits; what is much shorter may be somebody's name. */
#define ID_MIN 32
#define ID_MAX 64

/* Shorter, it might be the beginning of any id. */
#define WORD_MIN 8

/* How a component of a path is made from a container's name or id. */
struct form {
	const char *prefix;
	const char *suffix;
};

/* The names are systemd's where it makes the control groups. */
static const struct form forms[] = {
	{ "docker-", ".scope" },  { "libpod-", ".scope" },
	{ "libpod-", "" },	  { "crio-", ".scope" },
	{ "crio-", "" },	  { "cri-containerd-", ".scope" },
	{ "nerdctl-", ".scope" }, { "crun-", ".scope" },
	{ "runc-", ".scope" },	  { "youki-", ".scope" },
	{ "machine-", ".scope" }, { "systemd-nspawn@", ".service" },
	{ "lxc.payload.", "" },
};

/* Of those who watch over a container. */
static const char *const watchers[] = {
	"libpod-conmon-",
	"crio-conmon-",
	"lxc.monitor.",
};

static bool is_watcher(const char *component, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(watchers) / sizeof(watchers[0]); i++) {
		if (bytes_begin_with(component, size, watchers[i]))
			return true;
	}

	return false;
}

/* NULL if there is none. */
static const struct form *find_form(const char *component, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (bytes_begin_with(component, size, forms[i].prefix) &&
		    bytes_end_with(component, size, forms[i].suffix) &&
		    size > strlen(forms[i].prefix) + strlen(forms[i].suffix))
			return &forms[i];
	}

	return NULL;
}

static const char *last_component(const char *path, size_t *size)
{
	const char *slash = strrchr(path, '/');
	const char *component = slash ? slash + 1 : path;

	*size = strlen(component);
	return component;
}

const char *containers_name(const char *path, size_t *size)
{
	const char *component = last_component(path, size);
	const struct form *form = find_form(component, *size);

	if (!form)
		return component;

	*size -= strlen(form->prefix) + strlen(form->suffix);
	return component + strlen(form->prefix);
}

static bool is_hex(const char *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++) {
		if (!isxdigit((unsigned char)text[i]))
			return false;
	}

	return true;
}

static int hex_digit(char digit)
{
	return isdigit((unsigned char)digit) ? digit - '0' :
					       (digit | 0x20) - 'a' + 10;
}

/* The next byte of a name in which systemd writes some bytes as \xNN. */
static char unescape(const char **from, const char *end)
{
	const char *at = *from;

	if (end - at < 4 || at[0] != '\\' || at[1] != 'x' || !is_hex(at + 2, 2))
		return *(*from)++;

	*from += 4;
	return hex_digit(at[2]) << 4 | hex_digit(at[3]);
}

static bool is_escaped(const char *name, size_t size, const char *word)
{
	const char *end = name + size;

	while (name < end && *word) {
		if (unescape(&name, end) != *word++)
			return false;
	}

	return name == end && !*word;
}

static bool is_word(const char *name, size_t size, const char *word)
{
	return (size == strlen(word) && !memcmp(name, word, size)) ||
	       is_escaped(name, size, word);
}

static enum containers_match match_id(struct runtimes *runtimes,
				      const char *digits, size_t size,
				      const char *word)
{
	char id[ID_MAX + 1];

	if (size < ID_MIN || size > ID_MAX || !is_hex(digits, size))
		return CONTAINERS_NO;

	memcpy(id, digits, size);
	id[size] = '\0';
	if (runtimes_call(runtimes, id, word))
		return CONTAINERS_IS;

	if (strlen(word) >= WORD_MIN && bytes_begin_with(digits, size, word))
		return CONTAINERS_BEGINS;

	return CONTAINERS_NO;
}

enum containers_match containers_match(struct runtimes *runtimes,
				       const char *path, const char *word)
{
	size_t size, component_size;
	const char *component = last_component(path, &component_size);
	const char *name = containers_name(path, &size);

	if (is_watcher(component, component_size))
		return CONTAINERS_NO;

	if (name != component || !units_has_suffix(component, component_size)) {
		if (is_word(name, size, word) ||
		    is_word(component, component_size, word))
			return CONTAINERS_IS;
	}
	if (runtimes_place(runtimes, word, path))
		return CONTAINERS_IS;

	return match_id(runtimes, name, size, word);
}
