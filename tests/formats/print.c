// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints a profile that it makes up.
 *
 * usage: print FORMAT full|empty|several
 *
 * full: of a user, with all that can be said; empty: nothing is required;
 * several: both.
 */
#include <err.h>
#include <linux/capability.h>
#include <string.h>

#include "formats.h"

#define NR_PROFILES 2

static struct profile profiles[NR_PROFILES] = {
	{
		.name = "/bin/\"a\": - b\n",
		.exe = "/bin/'a' # {b}",
		.uid = 1000,
		.required = 1ull << CAP_NET_RAW | 1ull << CAP_SYS_ADMIN,
		.optional = 1ull << CAP_CHOWN,
		.reasons = {
			[CAP_NET_RAW] = "socket: \"x\"\n- [y]",
			[CAP_CHOWN] = "chown",
		},
	},
	{ .name = "empty" },
};

int main(int argc, char *argv[])
{
	const struct format *format = argc == 3 ? formats_find(argv[1]) : NULL;
	size_t nr = argc == 3 && !strcmp(argv[2], "several") ? 2 : 1;
	const struct profile *first = profiles;

	if (!format)
		errx(2, "usage: print FORMAT full|empty|several");
	if (!strcmp(argv[2], "empty"))
		first = &profiles[1];
	if (formats_put(format, stdout, first, nr))
		err(2, "no profile");

	return 0;
}
