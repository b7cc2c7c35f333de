/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_STAMP_H
#define CAPTRACE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

enum stamp_style {
	/* Seconds of CLOCK_MONOTONIC. */
	STAMP_MONO,
	/* Date and time where the reader is. */
	STAMP_WALL,
	/* Seconds since the line before. */
	STAMP_DELTA,
};

/* How the time of a line is written.  All zero but what is chosen at first. */
struct stamp {
	enum stamp_style style;
	/* The lines are of several machines: only CLOCK_REALTIME is common. */
	bool merged;

	/* The rest is stamp_put()'s own. */
	bool has_last;
	uint64_t last_ns;
	/* The second whose date and time are at hand. */
	bool has_second;
	uint64_t second;
	char date[32];
	char zone[8];
};

/* By its name: mono, wall or delta.  0 or -EINVAL. */
int stamp_parse(const char *name, enum stamp_style *style);

/* Characters that it takes, but for outliers. */
unsigned int stamp_width(enum stamp_style style);

/*
 * Writes the next time, and returns the end; there is no NUL.  Add
 * @realtime_offset_ns, modulo 2^64, to get CLOCK_REALTIME.
 */
char *stamp_put(struct stamp *stamp, char *to, uint64_t time_ns,
		uint64_t realtime_offset_ns);

#endif
