/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_CAPS_H
#define CAPTRACE_CAPS_H

#include <stdbool.h>
#include <stdint.h>

/* A capability set of the kernel has 64 bits. */
#define CAPS_NR 64

#define CAPS_NAME_SIZE 32

/* All that a set can hold, also those that nobody has a name for. */
#define CAPS_ANY UINT64_MAX

/* Capabilities that were chosen, if any were; all zero is no choice. */
struct caps {
	bool chosen;
	uint64_t mask;
};

/*
 * The name of a capability, CAP_CHOWN for 0; CAP_41 where nobody has a name
 * for it.  Either @buf or a string that lives for ever.
 */
const char *caps_name(unsigned int cap, char buf[static CAPS_NAME_SIZE]);

/* All that the running kernel knows. */
uint64_t caps_known(void);

/*
 * Chooses what @list says, words with commas in between, from left to right:
 * "net_admin", "CAP_NET_ADMIN" or "12", "all", which is @all, and "none"; with
 * "-" before it, it is taken away.  Goes on from what was chosen before; what
 * begins with taking away takes from @all.  0, or -EINVAL for a word that is
 * none of these: *@bad, where it is in @list.
 */
int caps_choose(struct caps *caps, const char *list, uint64_t all,
		const char **bad);

#endif
