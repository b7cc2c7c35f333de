// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <sys/capability.h>

#include "caps.h"

/* A capability set of the kernel has 64 bits. */
#define CAPS_NR 64

static char caps_names[CAPS_NR][CAPS_NAME_SIZE];

/* libcap says the number in digits where it knows no name. */
static void fill_name(unsigned int cap, char buf[static CAPS_NAME_SIZE])
{
	char *name = cap_to_name(cap);
	size_t i;

	if (!name || isdigit((unsigned char)*name) ||
	    strlen(name) >= CAPS_NAME_SIZE) {
		snprintf(buf, CAPS_NAME_SIZE, "CAP_%u", cap);
	} else {
		for (i = 0; name[i]; i++)
			buf[i] = toupper((unsigned char)name[i]);
		buf[i] = '\0';
	}

	cap_free(name);
}

const char *caps_name(unsigned int cap, char buf[static CAPS_NAME_SIZE])
{
	if (cap >= CAPS_NR) {
		snprintf(buf, CAPS_NAME_SIZE, "CAP_%u", cap);
		return buf;
	}

	if (!caps_names[cap][0])
		fill_name(cap, caps_names[cap]);

	return caps_names[cap];
}
