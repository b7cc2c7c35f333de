// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "explain.h"
#include "formats.h"
#include "output.h"
#include "profiles.h"
#include "sink.h"

struct profiles {
	struct sink sink;
	struct output *output;
	const struct format *format;
	bool explain;
	struct ledger *ledger;
	/* At the end. */
	struct profile *all;
	size_t nr;
};

static int profiles_record(struct sink *sink, const union record *record,
			   const struct names *names)
{
	return ledger_take(((struct profiles *)sink)->ledger, record, names);
}

static int profiles_flush(struct sink *sink)
{
	return output_flush(((struct profiles *)sink)->output);
}

static int explain(struct profile *profile, const struct ledger_group *group)
{
	uint64_t mask = profile->required | profile->optional;
	unsigned int cap;

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (!(mask & 1ull << cap))
			continue;
		profile->reasons[cap] = explain_evidence(group->caps[cap]);
		if (!profile->reasons[cap])
			return -ENOMEM;
	}

	return 0;
}

static int fill(struct profiles *profiles, struct profile *profile,
		const struct ledger_group *group)
{
	profile->name = group->label;
	profile->required = ledger_group_caps(group, NEED_REQUIRED);
	profile->optional = ledger_group_caps(group, NEED_OPTIONAL);
	if (group->root) {
		profile->exe = group->root->exe;
		profile->uid = group->root->euid;
	}

	return profiles->explain ? explain(profile, group) : 0;
}

static int fill_all(struct profiles *profiles)
{
	const struct ledger_group *first = ledger_groups(profiles->ledger);
	const struct ledger_group *group;
	size_t nr = ledger_count_groups(first);
	int err = 0;

	if (!nr)
		return 0;

	profiles->all = calloc(nr, sizeof(*profiles->all));
	if (!profiles->all)
		return -ENOMEM;

	profiles->nr = nr;
	for (group = first, nr = 0; group && !err; group = group->next, nr++)
		err = fill(profiles, &profiles->all[nr], group);

	return err;
}

/* Adds what has been written to @to, which is closed. */
static int add_text(struct output *output, FILE *to, char **text, int err)
{
	if (fclose(to) && !err)
		err = -ENOMEM;
	/* Where there is no group there is no profile. */
	if (!err && **text)
		err = output_add(output, *text);
	free(*text);

	return err;
}

static int put_all(struct profiles *profiles)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	int err;

	if (!to)
		return -ENOMEM;

	err = formats_put(profiles->format, to, profiles->all, profiles->nr);

	return add_text(profiles->output, to, &text, err);
}

static int tell_notes(const struct profiles *profiles,
		      const struct profile *profile)
{
	char *text = NULL, *rest, *line;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return -ENOMEM;

	formats_put_notes(profiles->format, to, profile);
	if (fclose(to)) {
		free(text);
		return -ENOMEM;
	}

	for (line = strtok_r(text, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		diag("%s%s%s", profile->name ? profile->name : "",
		     profile->name ? ": " : "", line);
	free(text);

	return 0;
}

/* An empty profile looks the same if the target never was there. */
static void tell_nothing(struct profiles *profiles)
{
	const struct ledger_group *group = ledger_groups(profiles->ledger);

	if (!group || (!group->root && !group->nr_caps))
		diag("no check was seen, and so the profile is empty");
}

static int profiles_end(struct sink *sink)
{
	struct profiles *profiles = (struct profiles *)sink;
	size_t i;
	int err;

	err = fill_all(profiles);
	if (!err)
		err = put_all(profiles);
	if (!err)
		tell_nothing(profiles);
	for (i = 0; i < profiles->nr && !err; i++)
		err = tell_notes(profiles, &profiles->all[i]);

	return err;
}

static void profiles_destroy(struct sink *sink)
{
	struct profiles *profiles = (struct profiles *)sink;
	size_t i, cap;

	for (i = 0; i < profiles->nr; i++) {
		for (cap = 0; cap < CAPS_NR; cap++)
			free((char *)profiles->all[i].reasons[cap]);
	}
	free(profiles->all);
	ledger_destroy(profiles->ledger);
	free(profiles);
}

int profiles_create(struct sink **sink, struct output *output,
		    const struct profiles_options *options)
{
	struct profiles *profiles = calloc(1, sizeof(*profiles));

	if (!profiles)
		return -ENOMEM;

	profiles->ledger = ledger_create(&options->ledger);
	if (!profiles->ledger) {
		free(profiles);
		return -ENOMEM;
	}
	profiles->output = output;
	profiles->format = options->format;
	profiles->explain = options->explain;
	profiles->sink.named = true;
	profiles->sink.record = profiles_record;
	profiles->sink.flush = profiles_flush;
	profiles->sink.end = profiles_end;
	profiles->sink.destroy = profiles_destroy;
	*sink = &profiles->sink;

	return 0;
}
