// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <sys/capability.h>

#include "caps.h"
#include "lists.h"

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

uint64_t caps_known(void)
{
	return CAPS_ANY >> (CAPS_NR - cap_max_bits());
}

static bool is_word(const char *word, size_t size, const char *other)
{
	return size == strlen(other) && !strncasecmp(word, other, size);
}

/* With or without what all names begin with. */
static bool is_name(const char *word, size_t size, const char *name)
{
	return is_word(word, size, name) ||
	       is_word(word, size, name + strlen("CAP_"));
}

static bool find_cap(const char *word, size_t size, uint64_t *cap)
{
	char buf[CAPS_NAME_SIZE];

	if (lists_number(word, size, CAPS_NR - 1, cap))
		return true;

	for (*cap = 0; *cap < CAPS_NR; (*cap)++) {
		if (is_name(word, size, caps_name(*cap, buf)))
			return true;
	}

	return false;
}

static bool read_word(const char *word, size_t size, uint64_t all,
		      uint64_t *mask)
{
	uint64_t cap;

	if (is_word(word, size, "all"))
		*mask = all;
	else if (is_word(word, size, "none"))
		*mask = 0;
	else if (find_cap(word, size, &cap))
		*mask = 1ull << cap;
	else
		return false;

	return true;
}

int caps_choose(struct caps *caps, const char *list, uint64_t all,
		const char **bad)
{
	uint64_t mask;
	size_t size;
	bool minus;

	if (!caps->chosen)
		caps->mask = *list == '-' ? all : 0;

	while (lists_next(&list, bad, &size)) {
		minus = **bad == '-';
		if (!read_word(*bad + minus, size - minus, all, &mask))
			return -EINVAL;
		if (minus)
			caps->mask &= ~mask;
		else
			caps->mask |= mask;
	}
	caps->chosen = true;

	return 0;
}
