// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "escape.h"
#include "unit.h"

#define TEXT_SIZE 64
#define FILLING	  "/usr/~x [}|{^@`_]   "

static void expect_escaped(const char *from, const char *expected)
{
	char to[256];
	char *end = escape_put(to, from, strlen(from));

	*end = '\0';
	assert_string_equal(to, expected);
}

static void valid_utf8_passes(void **state)
{
	(void)state;
	expect_escaped("Ä é €  \U0001f600 \U0010fffd \xc2\xa0",
		       "Ä é €  \U0001f600 \U0010fffd \xc2\xa0");
}

static void invalid_utf8_is_escaped_byte_by_byte(void **state)
{
	(void)state;
	expect_escaped("\x80", "\\x80");
	expect_escaped("\xff\xfe", "\\xff\\xfe");
	expect_escaped("\xc0\xaf", "\\xc0\\xaf");
	expect_escaped("\xe0\x80\xaf", "\\xe0\\x80\\xaf");
	expect_escaped("\xed\xa0\x80", "\\xed\\xa0\\x80");
	expect_escaped("\xf0\x80\x80\x80", "\\xf0\\x80\\x80\\x80");
	expect_escaped("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
	expect_escaped("\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80");
	expect_escaped("\xe2\x82", "\\xe2\\x82");
	expect_escaped("\xe2\x82x", "\\xe2\\x82x");
	expect_escaped("\xc3\xc3\xa4", "\\xc3\xc3\xa4");
}

static void controls_beyond_ascii_are_escaped(void **state)
{
	(void)state;
	expect_escaped("\xc2\x80\xc2\x9f", "\\xc2\\x80\\xc2\\x9f");
}

static void characters_that_turn_text_round_are_escaped(void **state)
{
	(void)state;
	expect_escaped("\u202e", "\\xe2\\x80\\xae");
	expect_escaped("\u2066", "\\xe2\\x81\\xa6");
	expect_escaped("\u200b", "\\xe2\\x80\\x8b");
	expect_escaped("\u2028", "\\xe2\\x80\\xa8");
	expect_escaped("\u3164", "\\xe3\\x85\\xa4");
	expect_escaped("\ufe0f", "\\xef\\xb8\\x8f");
	expect_escaped("\U0001bca0", "\\xf0\\x9b\\xb2\\xa0");
	expect_escaped("\ufeff", "\\xef\\xbb\\xbf");
}

static void all_control_characters_are_escaped(void **state)
{
	char to[ESCAPE_SIZE(1)];
	int byte;

	(void)state;
	for (byte = 0; byte < 256; byte++) {
		const char from = byte;
		char *end = escape_put(to, &from, 1);

		assert_true(end > to && end <= to + sizeof(to));
		for (char *at = to; at < end; at++)
			assert_true(*at >= ' ' && *at <= '~');
	}
}

/* Wherever it stands in a long name. */
static void a_byte_is_escaped_whatever_is_around_it(void **state)
{
	char expected[TEXT_SIZE], text[TEXT_SIZE], to[ESCAPE_SIZE(TEXT_SIZE)];
	char one[ESCAPE_SIZE(1) + 1];
	int at, byte;

	(void)state;
	for (byte = 1; byte < 256; byte++) {
		const char from = byte;

		*escape_put(one, &from, 1) = '\0';
		for (at = 0; at < 20; at++) {
			snprintf(text, sizeof(text), "%.*s%c%.*s", at, FILLING,
				 byte, 19 - at, FILLING);
			snprintf(expected, sizeof(expected), "%.*s%s%.*s", at,
				 FILLING, one, 19 - at, FILLING);
			*escape_put(to, text, 20) = '\0';
			assert_string_equal(to, expected);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_utf8_passes),
		cmocka_unit_test(invalid_utf8_is_escaped_byte_by_byte),
		cmocka_unit_test(controls_beyond_ascii_are_escaped),
		cmocka_unit_test(characters_that_turn_text_round_are_escaped),
		cmocka_unit_test(all_control_characters_are_escaped),
		cmocka_unit_test(a_byte_is_escaped_whatever_is_around_it),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
