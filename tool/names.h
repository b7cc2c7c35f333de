/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_NAMES_H
#define CAPTRACE_NAMES_H

#include <stdint.h>

/*
 * What is known of a task, and of its moment, beyond the record; a string is
 * NULL where it is not known.  Others have chosen what is in the strings.
 */
struct names {
	/* Path of the executable. */
	const char *exe;
	/* Path of the control group, from the root of the v2 hierarchy. */
	const char *cgroup;
	/* The unit of systemd that it is in. */
	const char *unit;
	/* The container that it is in: docker, podman, ... */
	const char *runtime;
	const char *container_id;
	/* What the user calls it; the id where that is not known. */
	const char *container;
	const char *image;
	/* The uid of its pod in Kubernetes. */
	const char *pod;
	/* Frames with newlines between, see struct captrace_stack. */
	const char *kernel_stack;
	const char *user_stack;
	/*
	 * Tells streams apart, whose processes, calls and control groups may
	 * have the same numbers; it points to nothing of use.
	 */
	const void *stream;
	/* Add to a time of the stream, modulo 2^64, to get CLOCK_REALTIME. */
	uint64_t realtime_offset_ns;
};

/*
 * A copy that stays until names_clear(): 0, or -ENOMEM and there is nothing to
 * clear.
 */
int names_copy(struct names *copy, const struct names *names);

void names_clear(struct names *copy);

#endif
