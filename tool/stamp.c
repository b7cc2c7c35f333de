// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>
#include <time.h>

#include "digits.h"
#include "stamp.h"

#define NSEC_PER_SEC 1000000000u

#define NR_STYLES (STAMP_DELTA + 1)

static const char *const names[NR_STYLES] = {
	[STAMP_MONO] = "mono",
	[STAMP_WALL] = "wall",
	[STAMP_DELTA] = "delta",
};

int stamp_parse(const char *name, enum stamp_style *style)
{
	unsigned int i;

	for (i = 0; i < NR_STYLES; i++) {
		if (!strcmp(names[i], name)) {
			*style = i;
			return 0;
		}
	}

	return -EINVAL;
}

unsigned int stamp_width(enum stamp_style style)
{
	static const unsigned int widths[NR_STYLES] = {
		[STAMP_MONO] = sizeof("669161.938696") - 1,
		[STAMP_WALL] = sizeof("2026-11-25T00:31:44.123456+00:00") - 1,
		[STAMP_DELTA] = sizeof("0.000000") - 1,
	};

	return widths[style];
}

/* As +hh:mm, which strftime() has not. */
static void set_zone(struct stamp *stamp, long offset)
{
	unsigned long minutes = (offset < 0 ? -offset : offset) / 60;
	char *to = stamp->zone;

	*to++ = offset < 0 ? '-' : '+';
	to = digits_put_pair(to, minutes / 60 % 100);
	*to++ = ':';
	*digits_put_pair(to, minutes % 60) = '\0';
}

/* Where there is a line, there are many within the same second. */
static void set_second(struct stamp *stamp, uint64_t second)
{
	time_t seconds = second;
	struct tm tm;

	if (stamp->has_second && stamp->second == second)
		return;

	if (!stamp->has_second)
		tzset();
	stamp->has_second = true;
	stamp->second = second;
	stamp->date[0] = '\0';
	stamp->zone[0] = '\0';
	if (!localtime_r(&seconds, &tm))
		return;

	strftime(stamp->date, sizeof(stamp->date), "%Y-%m-%dT%H:%M:%S", &tm);
	set_zone(stamp, tm.tm_gmtoff);
}

static char *put_wall(struct stamp *stamp, char *to, uint64_t realtime_ns)
{
	set_second(stamp, realtime_ns / NSEC_PER_SEC);
	to = stpcpy(to, stamp->date);
	to = digits_put_micros(to, realtime_ns);
	return stpcpy(to, stamp->zone);
}

/* In whole microseconds of both, so that they add up to what mono shows. */
static char *put_delta(struct stamp *stamp, char *to, uint64_t time_ns)
{
	uint64_t now_ns = time_ns - time_ns % 1000;
	uint64_t last_ns = stamp->has_last ? stamp->last_ns : now_ns;

	stamp->has_last = true;
	stamp->last_ns = now_ns;
	if (now_ns < last_ns) {
		*to++ = '-';
		return digits_put_seconds(to, last_ns - now_ns);
	}

	return digits_put_seconds(to, now_ns - last_ns);
}

char *stamp_put(struct stamp *stamp, char *to, uint64_t time_ns,
		uint64_t realtime_offset_ns)
{
	switch (stamp->style) {
	case STAMP_WALL:
		return put_wall(stamp, to, time_ns + realtime_offset_ns);
	case STAMP_DELTA:
		return put_delta(stamp, to,
				 stamp->merged ? time_ns + realtime_offset_ns :
						 time_ns);
	default:
		return digits_put_seconds(to, time_ns);
	}
}
