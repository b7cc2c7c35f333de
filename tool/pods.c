// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "component.h"
#include "pods.h"

#define TOP    "kubepods"
#define PREFIX "pod"
#define SLICE  ".slice"

/* A uid has 36 bytes; that of a pod which a file on the node defines, 32. */
#define UID_MIN 32
#define UID_MAX 36

static bool is_uid(const struct component *uid)
{
	size_t i;

	if (uid->size < UID_MIN || uid->size > UID_MAX)
		return false;

	for (i = 0; i < uid->size; i++) {
		if (!isxdigit((unsigned char)uid->at[i]) && uid->at[i] != '-' &&
		    uid->at[i] != '_')
			return false;
	}

	return true;
}

/* Behind a prefix.  False if it begins otherwise. */
static bool strip(struct component *component, const char *prefix)
{
	if (!bytes_begin_with(component->at, component->size, prefix))
		return false;

	component->at += strlen(prefix);
	component->size -= strlen(prefix);

	return true;
}

/*
 * systemd's name of a slice has all those above it before dashes:
 * [...-]kubepods[-burstable|-besteffort]-podUID.slice
 */
static bool find_in_slice(struct component *uid)
{
	const char *top = memmem(uid->at, uid->size, TOP "-", strlen(TOP "-"));

	if (!top || !bytes_end_with(uid->at, uid->size, SLICE))
		return false;

	uid->size -= top - uid->at + strlen(SLICE);
	uid->at = top;
	strip(uid, TOP "-");
	if (!strip(uid, "burstable-"))
		strip(uid, "besteffort-");

	return strip(uid, PREFIX);
}

static char *copy(const struct component *uid)
{
	char *text = strndup(uid->at, uid->size);
	char *at = text;

	while (at && (at = strchr(at, '_')))
		*at = '-';

	return text;
}

char *pods_find(const char *path)
{
	struct component component = { .at = path };
	struct component found = { NULL };
	struct component uid;
	bool below = false;

	while (component_next(&component)) {
		uid = component;
		if (((below && strip(&uid, PREFIX)) || find_in_slice(&uid)) &&
		    is_uid(&uid))
			found = uid;
		below = below || component_is(&component, TOP);
	}

	return found.at ? copy(&found) : NULL;
}
