// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "members.h"
#include "utf8.h"

#define NSEC_PER_SEC 1000000000u
#define BIG_SIZE     24
#define NAME_SIZE    32
#define TIME_SIZE    48

/* U+FFFD in UTF-8. */
#define REPLACEMENT	 "\xef\xbf\xbd"
#define REPLACEMENT_SIZE 3

void members_begin(struct members *members)
{
	members->object = json_object();
	members->failed = !members->object;
}

void members_end(struct members *members)
{
	json_decref(members->object);
	members->object = NULL;
}

/* Takes @value, also NULL for no memory. */
static void put(struct members *members, const char *name, json_t *value)
{
	if (json_object_set_new_nocheck(members->object, name, value))
		members->failed = true;
}

void members_object(struct members *members, const char *name,
		    struct members *inner)
{
	members->failed |= inner->failed;
	if (json_object_size(inner->object))
		put(members, name, json_incref(inner->object));
	members_end(inner);
}

void members_append(struct members *members, const char *name,
		    struct members *inner)
{
	json_t *array = json_object_get(members->object, name);

	if (!array) {
		array = json_array();
		put(members, name, array);
	}
	members->failed |= inner->failed;
	if (json_array_append(array, inner->object))
		members->failed = true;
	members_end(inner);
}

void members_number(struct members *members, const char *name, int64_t number)
{
	put(members, name, json_integer(number));
}

void members_count(struct members *members, const char *name, uint64_t count)
{
	if (count > MEMBERS_COUNT_MAX)
		count = MEMBERS_COUNT_MAX;
	put(members, name, json_integer(count));
}

void members_big(struct members *members, const char *name, uint64_t number)
{
	char digits[BIG_SIZE];

	snprintf(digits, sizeof(digits), "%" PRIu64, number);
	members_word(members, name, digits);
}

void members_big_signed(struct members *members, const char *name,
			int64_t number)
{
	char digits[BIG_SIZE];

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	members_word(members, name, digits);
}

void members_flag(struct members *members, const char *name, bool flag)
{
	put(members, name, json_boolean(flag));
}

void members_word(struct members *members, const char *name, const char *word)
{
	if (word)
		put(members, name, json_string_nocheck(word));
}

void members_word_of(struct members *members, const char *name,
		     const char *word, unsigned int number)
{
	if (word)
		members_word(members, name, word);
	else
		members_big(members, name, number);
}

void members_time(struct members *members, const char *name, uint64_t time_ns)
{
	time_t seconds = time_ns / NSEC_PER_SEC;
	char text[TIME_SIZE];
	struct tm tm;
	size_t size;

	if (!gmtime_r(&seconds, &tm))
		return;

	size = strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + size, sizeof(text) - size, ".%09uZ",
		 (unsigned int)(time_ns % NSEC_PER_SEC));
	members_word(members, name, text);
}

/* How many bytes from @from on are valid UTF-8. */
static size_t count_valid(const unsigned char *from, size_t size)
{
	uint32_t character;
	size_t done = 0;
	size_t taken;

	while (done < size) {
		taken = from[done] < 0x80;
		if (!taken)
			taken = utf8_decode(&character, from + done,
					    size - done);
		if (!taken)
			break;
		done += taken;
	}

	return done;
}

static json_t *replace_invalid(const unsigned char *from, size_t size)
{
	char *text = malloc(size * REPLACEMENT_SIZE);
	char *to = text;
	json_t *value;
	size_t valid;

	if (!text)
		return NULL;

	while (size) {
		valid = count_valid(from, size);
		to = mempcpy(to, from, valid);
		from += valid;
		size -= valid;
		if (size) {
			to = mempcpy(to, REPLACEMENT, REPLACEMENT_SIZE);
			from++;
			size--;
		}
	}

	value = json_stringn_nocheck(text, to - text);
	free(text);

	return value;
}

/* Says whether the string is not the same as the bytes. */
static json_t *string_of(const char *bytes, size_t size, bool *differs)
{
	const unsigned char *from = (const unsigned char *)bytes;

	if (count_valid(from, size) == size)
		return json_stringn_nocheck(bytes, size);

	*differs = true;
	return replace_invalid(from, size);
}

static json_t *hex_of(const char *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	char *text = malloc(size * 2);
	json_t *value;
	size_t i;

	if (!text)
		return NULL;

	for (i = 0; i < size; i++) {
		text[2 * i] = digits[(unsigned char)bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}

	value = json_stringn_nocheck(text, size * 2);
	free(text);

	return value;
}

static void put_hex(struct members *members, const char *name,
		    const char *bytes, size_t size)
{
	char hex_name[NAME_SIZE];

	snprintf(hex_name, sizeof(hex_name), "%s_hex", name);
	put(members, hex_name, hex_of(bytes, size));
}

void members_bytes(struct members *members, const char *name, const char *bytes,
		   size_t size)
{
	bool differs = false;

	put(members, name, string_of(bytes, size, &differs));
	if (differs)
		put_hex(members, name, bytes, size);
}

void members_string(struct members *members, const char *name,
		    const char *string)
{
	if (string)
		members_bytes(members, name, string, strlen(string));
}

void members_lines(struct members *members, const char *name, const char *text)
{
	const char *line = text;
	bool differs = false;
	const char *end;
	json_t *lines;

	if (!text)
		return;

	lines = json_array();
	for (; *line; line = end + (*end == '\n')) {
		end = strchrnul(line, '\n');
		if (json_array_append_new(lines, string_of(line, end - line,
							   &differs)))
			members->failed = true;
	}

	put(members, name, lines);
	if (differs)
		put_hex(members, name, text, strlen(text));
}
