// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "component.h"
#include "forms.h"

/* An id has 64 digits; what is much shorter may be somebody's name. */
#define ID_MIN 32
#define ID_MAX 64

/* Who runs it is written below its own control group. */
#define NSPAWN "nspawn"

/* How a component of a path is made from a container's name or id. */
struct form {
	const char *prefix;
	const char *suffix;
	const char *runtime;
	/* The component above; NULL for any. */
	const char *parent;
	/* Nothing but an id goes between prefix and suffix. */
	bool is_id;
};

/*
 * The names are systemd's where it makes the control groups.  The first that
 * fits counts.
 */
static const struct form forms[] = {
	{ "docker-", ".scope", "docker", NULL, true },
	{ "", "", "docker", "docker", true },
	{ "libpod-payload-", "", "podman", NULL, true },
	{ "libpod-", ".scope", "podman", NULL, true },
	{ "libpod-", "", "podman", NULL, true },
	{ "crio-", ".scope", "cri-o", NULL, true },
	{ "crio-", "", "cri-o", NULL, true },
	{ "cri-containerd-", ".scope", "containerd", NULL, true },
	{ "nerdctl-", ".scope", "containerd", NULL, true },
	{ "crun-", ".scope", "crun", NULL, false },
	{ "runc-", ".scope", "runc", NULL, false },
	{ "youki-", ".scope", "youki", NULL, false },
	{ "machine-lxc\\x2d", ".scope", "libvirt", NULL, false },
	{ "machine-", ".scope", NSPAWN, NULL, false },
	{ "systemd-nspawn@", ".service", NSPAWN, NULL, false },
	{ "lxc.payload.", "", "lxc", NULL, false },
	{ "", "", "lxc", "lxc.payload", false },
	{ "", "", "lxc", "lxc", false },
	/* Of containerd and of docker, whichever way they are told to. */
	{ "", "", NULL, NULL, true },
};

/* Of those who watch over a container, and of virtual machines. */
static const struct form watchers[] = {
	{ .prefix = "libpod-conmon-" },
	{ .prefix = "crio-conmon-" },
	{ .prefix = "lxc.monitor." },
	{ .prefix = "", .parent = "lxc.monitor" },
	{ .prefix = "machine-qemu\\x2d" },
};

static bool is_below(const struct component *parent, const char *wanted)
{
	return !wanted || component_is(parent, wanted);
}

static bool is_watcher(const struct component *parent,
		       const struct component *component)
{
	size_t i;

	for (i = 0; i < sizeof(watchers) / sizeof(watchers[0]); i++) {
		if (is_below(parent, watchers[i].parent) &&
		    bytes_begin_with(component->at, component->size,
				     watchers[i].prefix))
			return true;
	}

	return false;
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

bool forms_is_id(const char *text, size_t size)
{
	return size >= ID_MIN && size <= ID_MAX && is_hex(text, size);
}

static bool fits(const struct form *form, const struct component *parent,
		 const struct component *component, struct form_match *match)
{
	size_t prefix = strlen(form->prefix);
	size_t around = prefix + strlen(form->suffix);

	if (!is_below(parent, form->parent) || component->size <= around ||
	    !bytes_begin_with(component->at, component->size, form->prefix) ||
	    !bytes_end_with(component->at, component->size, form->suffix))
		return false;

	match->runtime = form->runtime;
	match->name = component->at + prefix;
	match->size = component->size - around;
	match->is_id = form->is_id;

	return !form->is_id || forms_is_id(match->name, match->size);
}

static bool find(const struct component *parent,
		 const struct component *component, struct form_match *match)
{
	struct form_match found;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (fits(&forms[i], parent, component, &found)) {
			*match = found;
			return true;
		}
	}

	return false;
}

static void go_last(const char *path, struct component *parent,
		    struct component *last)
{
	struct component next = { .at = path };

	*parent = *last = next;
	while (component_next(&next)) {
		*parent = *last;
		*last = next;
	}
}

bool forms_match(const char *path, struct form_match *match)
{
	struct component parent, last;

	go_last(path, &parent, &last);
	return last.size && !is_watcher(&parent, &last) &&
	       find(&parent, &last, match);
}

bool forms_is_watcher(const char *path)
{
	struct component parent, last;

	go_last(path, &parent, &last);
	return is_watcher(&parent, &last);
}

/* systemd-nspawn itself, in a control group beside that of the payload. */
static bool is_supervisor(const struct form_match *match,
			  const struct component *parent,
			  const struct component *component)
{
	return match->runtime && !strcmp(match->runtime, NSPAWN) &&
	       match->name > parent->at &&
	       match->name < parent->at + parent->size &&
	       component_is(component, "supervisor");
}

bool forms_find(const char *path, struct form_match *match)
{
	struct form_match inner = { NULL };
	struct form_match outer = { NULL };
	struct form_match found;
	struct component component = { .at = path };
	struct component parent = component;

	for (; component_next(&component); parent = component) {
		if (is_watcher(&parent, &component)) {
			continue;
		} else if (is_supervisor(&inner, &parent, &component)) {
			inner = outer;
		} else if (find(&parent, &component, &found)) {
			outer = inner;
			inner = found;
		}
	}

	*match = inner;
	return inner.name;
}

static int hex_digit(char digit)
{
	return isdigit((unsigned char)digit) ? digit - '0' :
					       (digit | 0x20) - 'a' + 10;
}

/* The next byte of a name. */
static char unescape(const char **from, const char *end)
{
	const char *at = *from;
	char byte;

	if (end - at < 4 || at[0] != '\\' || at[1] != 'x' || !is_hex(at + 2, 2))
		return *(*from)++;

	byte = hex_digit(at[2]) << 4 | hex_digit(at[3]);
	if (!byte)
		return *(*from)++;

	*from += 4;
	return byte;
}

char *forms_unescape(const char *name, size_t size)
{
	const char *end = name + size;
	char *text = malloc(size + 1);
	char *to = text;

	if (!text)
		return NULL;

	while (name < end)
		*to++ = unescape(&name, end);
	*to = '\0';

	return text;
}
