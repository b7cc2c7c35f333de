// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stamp.h"
#include "unit.h"

#define SECOND 1000000000ull

/* 2026-11-25T00:31:44 UTC */
#define NOW (1795566704 * SECOND)

static void expect(struct stamp *stamp, uint64_t time_ns, uint64_t offset_ns,
		   const char *expected)
{
	char text[64];

	*stamp_put(stamp, text, time_ns, offset_ns) = '\0';
	assert_string_equal(text, expected);
}

static void be_in(const char *zone)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
}

static void a_style_has_a_name(void **state)
{
	enum stamp_style style;

	(void)state;
	assert_int_equal(stamp_parse("mono", &style), 0);
	assert_int_equal(style, STAMP_MONO);
	assert_int_equal(stamp_parse("wall", &style), 0);
	assert_int_equal(style, STAMP_WALL);
	assert_int_equal(stamp_parse("delta", &style), 0);
	assert_int_equal(style, STAMP_DELTA);
	assert_int_equal(stamp_parse("", &style), -EINVAL);
	assert_int_equal(stamp_parse("Wall", &style), -EINVAL);
	assert_int_equal(stamp_parse("walls", &style), -EINVAL);
}

static void mono_is_what_the_record_has(void **state)
{
	struct stamp stamp = { .style = STAMP_MONO };

	(void)state;
	expect(&stamp, 669161938696999, NOW, "669161.938696");
}

static void wall_is_local_time_with_its_offset(void **state)
{
	struct stamp utc = { .style = STAMP_WALL };
	struct stamp east = { .style = STAMP_WALL };
	struct stamp west = { .style = STAMP_WALL };

	(void)state;
	be_in("UTC0");
	expect(&utc, 123456789, NOW, "2026-11-25T00:31:44.123456+00:00");
	be_in("IST-5:30");
	expect(&east, 123456789, NOW, "2026-11-25T06:01:44.123456+05:30");
	be_in("NST3:30");
	expect(&west, 123456789, NOW, "2026-11-24T21:01:44.123456-03:30");
}

static void wall_follows_the_clock_wherever_it_is_set(void **state)
{
	struct stamp stamp = { .style = STAMP_WALL };

	(void)state;
	be_in("UTC0");
	expect(&stamp, SECOND - 1, NOW, "2026-11-25T00:31:44.999999+00:00");
	expect(&stamp, SECOND, NOW, "2026-11-25T00:31:45.000000+00:00");
	expect(&stamp, SECOND + 1000, NOW - 3600 * SECOND,
	       "2026-11-24T23:31:45.000001+00:00");
	expect(&stamp, NOW, -NOW, "1970-01-01T00:00:00.000000+00:00");
}

static void wall_knows_when_summer_ends(void **state)
{
	/* 2026-10-25T00:59:59 UTC */
	const uint64_t summer = 1792889999 * SECOND;
	struct stamp stamp = { .style = STAMP_WALL };

	(void)state;
	be_in("CET-1CEST,M3.5.0,M10.5.0/3");
	expect(&stamp, 0, summer, "2026-10-25T02:59:59.000000+02:00");
	expect(&stamp, SECOND, summer, "2026-10-25T02:00:00.000000+01:00");
}

static void all_seconds_are_as_strftime_has_them(void **state)
{
	struct stamp stamp = { .style = STAMP_WALL };
	char expected[64];
	time_t seconds;
	struct tm tm;

	(void)state;
	be_in("CET-1CEST,M3.5.0,M10.5.0/3");
	for (seconds = 0; seconds < 5000000000; seconds += 86399 * 7) {
		localtime_r(&seconds, &tm);
		strftime(expected, sizeof(expected), "%FT%T.000000%z", &tm);
		/* A colon before the minutes. */
		memmove(strchr(expected, '\0') - 1, strchr(expected, '\0') - 2,
			3);
		expected[strlen(expected) - 3] = ':';
		expect(&stamp, 0, seconds * SECOND, expected);
	}
}

static void delta_is_the_time_since_the_line_before(void **state)
{
	struct stamp stamp = { .style = STAMP_DELTA };

	(void)state;
	expect(&stamp, 5000000999, NOW, "0.000000");
	expect(&stamp, 5000001000, NOW, "0.000001");
	expect(&stamp, 5000001999, 0, "0.000000");
	expect(&stamp, 7500001000, NOW, "2.500000");
	expect(&stamp, 7500000000, NOW, "-0.000001");
	expect(&stamp, 7500000000, NOW, "0.000000");
}

static void delta_between_machines_is_that_of_the_day(void **state)
{
	struct stamp stamp = { .style = STAMP_DELTA, .merged = true };

	(void)state;
	expect(&stamp, 5000000000, NOW, "0.000000");
	expect(&stamp, 7000001000, NOW - 2 * SECOND, "0.000001");
	expect(&stamp, 5500001000, NOW, "0.500000");
}

static void the_width_is_that_of_what_is_written(void **state)
{
	struct stamp stamp = { .style = STAMP_WALL };
	char text[64];

	(void)state;
	assert_int_equal(stamp_put(&stamp, text, 0, NOW) - text,
			 stamp_width(STAMP_WALL));
	stamp.style = STAMP_DELTA;
	assert_int_equal(stamp_put(&stamp, text, 0, NOW) - text,
			 stamp_width(STAMP_DELTA));
	stamp.style = STAMP_MONO;
	assert_int_equal(stamp_put(&stamp, text, 100000 * SECOND, NOW) - text,
			 stamp_width(STAMP_MONO));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_style_has_a_name),
		cmocka_unit_test(mono_is_what_the_record_has),
		cmocka_unit_test(wall_is_local_time_with_its_offset),
		cmocka_unit_test(wall_follows_the_clock_wherever_it_is_set),
		cmocka_unit_test(wall_knows_when_summer_ends),
		cmocka_unit_test(all_seconds_are_as_strftime_has_them),
		cmocka_unit_test(delta_is_the_time_since_the_line_before),
		cmocka_unit_test(delta_between_machines_is_that_of_the_day),
		cmocka_unit_test(the_width_is_that_of_what_is_written),
	};

	return cmocka_run_group_tests_name("stamp", tests, NULL, NULL);
}
