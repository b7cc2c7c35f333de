// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "forms.h"
#include "identity.h"
#include "pods.h"
#include "units.h"

void identity_clear(struct identity *identity)
{
	size_t i;

	free(identity->unit);
	for (i = 0; i <= RECORD_NAME_POD; i++)
		free(identity->names[i]);
	*identity = (struct identity){ NULL };
}

static void read_unit(struct identity *identity, const char *path)
{
	size_t size;
	const char *unit = units_find(path, &size);

	free(identity->unit);
	identity->unit = unit ? strndup(unit, size) : NULL;
}

static void read_container(struct identity *identity, const char *path)
{
	struct form_match match;
	char *name;

	if (!forms_find(path, &match))
		return;

	name = match.is_id ? strndup(match.name, match.size) :
			     forms_unescape(match.name, match.size);
	identity_tell(identity, RECORD_NAME_RUNTIME, match.runtime);
	identity_tell(identity, RECORD_NAME_CONTAINER_ID, name);
	free(name);
}

void identity_read(struct identity *identity, const char *path)
{
	char *pod = pods_find(path);

	read_unit(identity, path);
	read_container(identity, path);
	identity_tell(identity, RECORD_NAME_POD, pod);
	free(pod);
}

void identity_tell(struct identity *identity, enum record_name_of of,
		   const char *text)
{
	if (!identity->names[of] && text && *text)
		identity->names[of] = strdup(text);
}

void identity_record(struct identity *identity, enum record_name_of of,
		     const char *text)
{
	char *copy;

	if (of < RECORD_NAME_RUNTIME || of > RECORD_NAME_POD || !*text)
		return;

	copy = strdup(text);
	if (!copy)
		return;

	free(identity->names[of]);
	identity->names[of] = copy;
}

void identity_names(const struct identity *identity, struct names *names)
{
	const char *name = identity->names[RECORD_NAME_CONTAINER];

	names->unit = identity->unit;
	names->runtime = identity->names[RECORD_NAME_RUNTIME];
	names->container_id = identity->names[RECORD_NAME_CONTAINER_ID];
	names->container = name ? name : names->container_id;
	names->image = identity->names[RECORD_NAME_IMAGE];
	names->pod = identity->names[RECORD_NAME_POD];
}

const char *identity_id(const struct identity *identity)
{
	const char *id = identity->names[RECORD_NAME_CONTAINER_ID];

	return id && forms_is_id(id, strlen(id)) ? id : NULL;
}
