// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "lists.h"
#include "unit.h"

static void expect_words(const char *list, const char *const *words, size_t nr)
{
	const char *word;
	size_t size;
	size_t i;

	for (i = 0; i < nr; i++) {
		assert_true(lists_next(&list, &word, &size));
		assert_int_equal(size, strlen(words[i]));
		assert_memory_equal(word, words[i], size);
	}
	assert_false(lists_next(&list, &word, &size));
}

static void words_stand_between_commas(void **state)
{
	(void)state;
	expect_words("a", (const char *const[]){ "a" }, 1);
	expect_words("a,bc", (const char *const[]){ "a", "bc" }, 2);
	expect_words("", (const char *const[]){ "" }, 1);
	expect_words(",a,", (const char *const[]){ "", "a", "" }, 3);
}

static void expect_number(const char *word, uint64_t max, uint64_t number)
{
	uint64_t got;

	assert_true(lists_number(word, strlen(word), max, &got));
	assert_int_equal(got, number);
}

static void expect_no_number(const char *word, uint64_t max)
{
	uint64_t got;

	assert_false(lists_number(word, strlen(word), max, &got));
}

static void a_number_is_digits_up_to_the_maximum(void **state)
{
	(void)state;
	expect_number("0", 0, 0);
	expect_number("007", 7, 7);
	expect_number("63", 63, 63);
	expect_number("18446744073709551615", UINT64_MAX, UINT64_MAX);
	expect_no_number("8", 7);
	expect_no_number("64", 63);
	expect_no_number("630", 63);
	expect_no_number("18446744073709551616", UINT64_MAX);
	expect_no_number("99999999999999999999", UINT64_MAX);
}

static void what_is_not_digits_alone_is_no_number(void **state)
{
	static const char *const words[] = { "",   "-1", "+1", " 1",
					     "1 ", "1x", "x",  "0x1" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(words); i++)
		expect_no_number(words[i], UINT64_MAX);
}

static void lists_grow_and_are_emptied(void **state)
{
	struct numbers numbers = { .nr = 0 };
	struct words words = { .nr = 0 };
	size_t i;

	(void)state;
	for (i = 0; i < 100; i++) {
		assert_int_equal(lists_add_number(&numbers, i), 0);
		assert_int_equal(lists_add_word(&words, "word,word", 4), 0);
	}
	assert_int_equal(numbers.nr, 100);
	assert_int_equal(numbers.at[99], 99);
	assert_int_equal(words.nr, 100);
	assert_string_equal(words.at[99], "word");

	lists_clear_numbers(&numbers);
	lists_clear_words(&words);
	assert_int_equal(numbers.nr + words.nr, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_stand_between_commas),
		cmocka_unit_test(a_number_is_digits_up_to_the_maximum),
		cmocka_unit_test(what_is_not_digits_alone_is_no_number),
		cmocka_unit_test(lists_grow_and_are_emptied),
	};

	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
