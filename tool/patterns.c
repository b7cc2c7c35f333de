// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>

#include "caps.h"
#include "remarks.h"
#include "patterns.h"

static void put_cap(FILE *to, unsigned int cap, unsigned int spelling)
{
	char buf[CAPS_NAME_SIZE];
	const char *name = caps_name(cap, buf);

	if (spelling & SPELLING_BARE)
		name += strlen("CAP_");
	for (; *name; name++)
		putc(spelling & SPELLING_LOWER ? tolower(*name) : *name, to);
}

/* @cap is only for a text with a '@'. */
static void put_text(FILE *to, const char *text, const struct pattern *pattern,
		     const struct profile *profile, unsigned int cap)
{
	for (; text && *text; text++) {
		if (*text == '@')
			put_cap(to, cap, pattern->spelling);
		else if (*text == '%')
			pattern->put_program(to, profile);
		else
			putc(*text, to);
	}
}

/* Each capability has a line of its own. */
static bool has_lines(const struct part *part)
{
	return part->each[strlen(part->each) - 1] == '\n';
}

/* Comments are as far from the margin as what they are on. */
static void put_comment(FILE *to, const struct part *part, const char *lines)
{
	size_t blanks = has_lines(part) ? strspn(part->each, " \t") : 0;

	remarks_put(to, part->each, blanks, lines);
}

/* Below a line that is about many, it is said which one is meant. */
static void put_reasons(FILE *to, const struct part *part,
			const struct profile *profile, uint64_t mask)
{
	char name[CAPS_NAME_SIZE];
	unsigned int cap;

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (!(mask >> cap & 1) || !profile->reasons[cap])
			continue;
		if (!has_lines(part))
			fprintf(to, "# %s:\n", caps_name(cap, name));
		put_comment(to, part, profile->reasons[cap]);
	}
}

static void put_optional(FILE *to, const struct part *part,
			 const struct profile *profile)
{
	char text[REMARKS_OPTIONAL_SIZE];
	unsigned int cap;

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (!(profile->optional >> cap & 1))
			continue;
		put_comment(to, part, remarks_optional(cap, text));
		if (profile->reasons[cap])
			put_comment(to, part, profile->reasons[cap]);
	}
}

static void put_list(FILE *to, const struct pattern *pattern,
		     const struct part *part, const struct profile *profile,
		     uint64_t mask, bool comments)
{
	const char *between = NULL;
	unsigned int cap;

	put_text(to, part->before, pattern, profile, 0);
	for (cap = 0; cap < CAPS_NR; cap++) {
		if (!(mask >> cap & 1))
			continue;
		put_text(to, between, pattern, profile, cap);
		put_text(to, part->each, pattern, profile, cap);
		if (comments && has_lines(part))
			put_reasons(to, part, profile, 1ull << cap);
		between = part->between;
	}
	put_text(to, part->after, pattern, profile, 0);
}

static void put_part(FILE *to, const struct pattern *pattern,
		     const struct part *part, const struct profile *profile,
		     bool comments)
{
	uint64_t mask = profile->required;

	if (!part->each) {
		put_text(to, part->before, pattern, profile, 0);
		return;
	}

	comments = comments && part->flags & PART_COMMENTS;
	if (part->flags & PART_OTHERS)
		mask = caps_known() & ~mask;

	if (!mask && part->empty)
		put_text(to, part->empty, pattern, profile, 0);
	else
		put_list(to, pattern, part, profile, mask, comments);

	if (comments && !has_lines(part))
		put_reasons(to, part, profile, profile->required);
	if (comments)
		put_optional(to, part, profile);
}

void patterns_put(FILE *to, const struct pattern *pattern,
		  const struct profile *profile, bool comments)
{
	unsigned int skipped = profile->uid ? PART_ROOT : PART_USER;
	size_t i;

	for (i = 0; i < PATTERN_PARTS; i++) {
		if (!(pattern->parts[i].flags & skipped))
			put_part(to, pattern, &pattern->parts[i], profile,
				 comments);
	}
}
