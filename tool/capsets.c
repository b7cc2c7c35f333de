// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>
#include <string.h>

#include <jansson.h>

#include "capsets.h"
#include "escape.h"

static json_t *list(uint64_t mask)
{
	json_t *names = json_array();
	char name[CAPS_NAME_SIZE];
	unsigned int cap;

	for (cap = 0; names && cap < CAPS_NR; cap++) {
		if (mask >> cap & 1 &&
		    json_array_append_new(names,
					  json_string(caps_name(cap, name)))) {
			json_decref(names);
			return NULL;
		}
	}

	return names;
}

/*
 * Root gets what is in the bounding set when it starts a program; others only
 * what is in the ambient set, which has to be inheritable.
 */
static json_t *make_sets(const struct profile *profile)
{
	uint64_t required = profile->required;
	uint64_t inherited = profile->uid ? required : 0;

	return json_pack("{s:o, s:o, s:o, s:o, s:o}", "bounding",
			 list(required), "effective", list(required),
			 "permitted", list(required), "inheritable",
			 list(inherited), "ambient", list(inherited));
}

static json_t *make_process(const struct profile *profile)
{
	return json_pack("{s:{s:o}}", "process", "capabilities",
			 make_sets(profile));
}

static int add(json_t *all, const struct profile *profile,
	       json_t *(*make)(const struct profile *profile))
{
	const char *name = profile->name ? profile->name : "";
	char escaped[ESCAPE_SIZE(PATH_MAX) + 1];

	*escape_put(escaped, name, strnlen(name, PATH_MAX)) = '\0';

	return json_object_set_new(all, escaped, make(profile));
}

static int put(FILE *to, const struct profile *profiles, size_t nr,
	       json_t *(*make)(const struct profile *profile))
{
	json_t *all = nr == 1 ? make(profiles) : json_object();
	int err = all ? 0 : -ENOMEM;
	size_t i;

	for (i = 0; !err && nr != 1 && i < nr; i++)
		err = add(all, &profiles[i], make) ? -ENOMEM : 0;

	if (!err) {
		json_dumpf(all, to, JSON_INDENT(2));
		putc('\n', to);
	}
	json_decref(all);

	return err;
}

int capsets_put_procd(FILE *to, const struct profile *profiles, size_t nr)
{
	return put(to, profiles, nr, make_sets);
}

int capsets_put_oci(FILE *to, const struct profile *profiles, size_t nr)
{
	return put(to, profiles, nr, make_process);
}
