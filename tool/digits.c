// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <string.h>

#include "digits.h"

#define NSEC_PER_SEC  1000000000u
#define NSEC_PER_USEC 1000u

/* Decimal digits of the largest number. */
#define U64_DIGITS 20

/* Numbers are most of a line, so they are written two digits at a time. */
static const char pairs[100][3] = {
	"00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11",
	"12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23",
	"24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35",
	"36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47",
	"48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59",
	"60", "61", "62", "63", "64", "65", "66", "67", "68", "69", "70", "71",
	"72", "73", "74", "75", "76", "77", "78", "79", "80", "81", "82", "83",
	"84", "85", "86", "87", "88", "89", "90", "91", "92", "93", "94", "95",
	"96", "97", "98", "99"
};

static char *put_pair(char *to, unsigned int number)
{
	return mempcpy(to, pairs[number], 2);
}

/*
 * A number of n bits has n * log10(2) digits, rounded down, or one more, if it
 * is not below the power of ten with so many zeros.
 */
static size_t count_digits(uint64_t number)
{
	static const uint64_t powers[U64_DIGITS] = { 1,
						     10,
						     100,
						     1000,
						     10000,
						     100000,
						     1000000,
						     10000000,
						     100000000,
						     1000000000,
						     10000000000,
						     100000000000,
						     1000000000000,
						     10000000000000,
						     100000000000000,
						     1000000000000000,
						     10000000000000000,
						     100000000000000000,
						     1000000000000000000,
						     10000000000000000000u };
	unsigned int bits = 64 - __builtin_clzll(number | 1);
	size_t nr = bits * 1233 >> 12;

	return nr + ((number | 1) >= powers[nr]);
}

char *digits_put_pair(char *to, unsigned int number)
{
	return put_pair(to, number);
}

char *digits_put(char *to, uint64_t number)
{
	char *end = to + count_digits(number);
	char *at = end;

	for (; number >= 100; number /= 100) {
		at -= 2;
		put_pair(at, number % 100);
	}
	if (number >= 10)
		put_pair(to, number);
	else
		*to = '0' + number;

	return end;
}

static char *put_micros(char *to, unsigned int micros)
{
	*to++ = '.';
	to = put_pair(to, micros / 10000);
	to = put_pair(to, micros / 100 % 100);
	return put_pair(to, micros % 100);
}

char *digits_put_micros(char *to, uint64_t time_ns)
{
	return put_micros(to, time_ns % NSEC_PER_SEC / NSEC_PER_USEC);
}

char *digits_put_seconds(char *to, uint64_t time_ns)
{
	to = digits_put(to, time_ns / NSEC_PER_SEC);
	return put_micros(to, time_ns % NSEC_PER_SEC / NSEC_PER_USEC);
}
