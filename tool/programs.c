// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "programs.h"

/* What is nothing special to any reader of a profile. */
#define PLAIN                        \
	"abcdefghijklmnopqrstuvwxyz" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
	"0123456789._-"

static bool is_plain(const char *text, const char *more)
{
	text += strspn(text, PLAIN);
	while (*text && strchr(more, *text))
		text += 1 + strspn(text + 1, PLAIN);

	return !*text;
}

/* A path can be quoted that has nothing that would break a line. */
static bool is_known(const char *exe)
{
	if (!exe || *exe != '/')
		return false;

	while (*exe && !iscntrl((unsigned char)*exe))
		exe++;

	return !*exe;
}

void programs_put_word(FILE *to, const struct profile *profile)
{
	const char *exe = profile->exe;

	if (!is_known(exe) || is_plain(exe, "/+@:,=")) {
		fputs(is_known(exe) ? exe : "PROGRAM", to);
		return;
	}

	putc('\'', to);
	for (; *exe; exe++) {
		if (*exe == '\'')
			fputs("'\\''", to);
		else
			putc(*exe, to);
	}
	putc('\'', to);
}

/* A backslash takes the meaning from what is special between quotes. */
static void put_path(FILE *to, const char *path)
{
	putc('"', to);
	for (; *path; path++) {
		if (strchr("\"\\*?[]{}^@", *path))
			putc('\\', to);
		putc(*path, to);
	}
	putc('"', to);
}

/* A profile without a name has that of its path, but then nothing is quoted. */
void programs_put_head(FILE *to, const struct profile *profile)
{
	const char *name = profile->name;
	bool known = is_known(profile->exe);

	if (!name || !*name || !is_plain(name, "@"))
		name = known && is_plain(profile->exe, "/") ? "" : "captrace";

	fprintf(to, "%s%s", name, *name && known ? " " : "");
	if (known)
		put_path(to, profile->exe);
}
