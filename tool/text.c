// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"
#include "output.h"
#include "sink.h"
#include "syscalls.h"
#include "text.h"

#define NSEC_PER_SEC  1000000000u
#define NSEC_PER_USEC 1000u

/* Of a line all but the name of the process. */
#define LINE_SIZE 256

/* Decimal digits of the largest number. */
#define U64_DIGITS 20

struct text {
	struct sink sink;
	struct output *output;
};

struct range {
	uint32_t first;
	uint32_t last;
};

/* Characters that print as nothing or change how the rest of a line reads. */
static const struct range invisible[] = {
	{ 0x0080, 0x009f },   { 0x00ad, 0x00ad }, { 0x061c, 0x061c },
	{ 0x180e, 0x180e },   { 0x200b, 0x200f }, { 0x2028, 0x202e },
	{ 0x2060, 0x206f },   { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },
	{ 0xe0000, 0xe0fff },
};

static bool is_invisible(uint32_t character)
{
	size_t i;

	for (i = 0; i < sizeof(invisible) / sizeof(invisible[0]); i++) {
		if (character >= invisible[i].first &&
		    character <= invisible[i].last)
			return true;
	}

	return false;
}

/* Bytes of the character that begins with @lead; 0 if none does. */
static size_t utf8_size(unsigned char lead)
{
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	if (lead >= 0xf0 && lead <= 0xf4)
		return 4;

	return 0;
}

/* Bytes of the character of more than one byte at @from; 0 if invalid. */
static size_t utf8_decode(uint32_t *character, const unsigned char *from,
			  size_t left)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t size = utf8_size(from[0]);
	uint32_t value;
	size_t i;

	if (!size || size > left)
		return 0;

	value = from[0] & (0x7f >> size);
	for (i = 1; i < size; i++) {
		if ((from[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (from[i] & 0x3f);
	}

	if (value < smallest[size] || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return 0;

	*character = value;
	return size;
}

static char *put_hex(char *to, unsigned char byte)
{
	static const char digits[] = "0123456789abcdef";

	*to++ = '\\';
	*to++ = 'x';
	*to++ = digits[byte >> 4];
	*to++ = digits[byte & 15];

	return to;
}

static char *escape_byte(char *to, unsigned char byte)
{
	switch (byte) {
	case '\\':
		*to++ = '\\';
		*to++ = '\\';
		return to;
	case '\t':
		*to++ = '\\';
		*to++ = 't';
		return to;
	case '\n':
		*to++ = '\\';
		*to++ = 'n';
		return to;
	default:
		return put_hex(to, byte);
	}
}

char *text_escape(char *to, const char *from, size_t size)
{
	const unsigned char *byte = (const unsigned char *)from;
	const unsigned char *end = byte + size;
	uint32_t character;
	size_t taken;

	while (byte < end) {
		if (*byte >= ' ' && *byte <= '~' && *byte != '\\') {
			*to++ = *byte++;
			continue;
		}

		taken = utf8_decode(&character, byte, end - byte);
		if (taken && !is_invisible(character)) {
			to = mempcpy(to, byte, taken);
			byte += taken;
			continue;
		}

		/* All bytes of it: what stays behind could be misread. */
		for (taken += !taken; taken; taken--)
			to = escape_byte(to, *byte++);
	}

	return to;
}

static char *put_number(char *to, uint64_t number)
{
	char digits[U64_DIGITS];
	char *first = digits + sizeof(digits);

	do {
		*--first = '0' + number % 10;
		number /= 10;
	} while (number);

	return mempcpy(to, first, digits + sizeof(digits) - first);
}

static char *put_micros(char *to, uint32_t micros)
{
	int i;

	for (i = 5; i >= 0; i--) {
		to[i] = '0' + micros % 10;
		micros /= 10;
	}

	return to + 6;
}

static char *put_time(char *to, uint64_t time_ns)
{
	to = put_number(to, time_ns / NSEC_PER_SEC);
	*to++ = '.';
	return put_micros(to, time_ns % NSEC_PER_SEC / NSEC_PER_USEC);
}

static char *put_line(char *to, const struct captrace_check *check,
		      const char *name, size_t name_size)
{
	char number[SYSCALLS_NUMBER_SIZE];
	char cap[CAPS_NAME_SIZE];

	to = put_time(to, check->head.time_ns);
	*to++ = '\t';
	to = put_number(to, check->who.tgid);
	*to++ = '\t';
	to = text_escape(to, name, name_size);
	*to++ = '\t';
	to = stpcpy(to, caps_name(check->cap, cap));
	to = stpcpy(to, check->result ? "\tdenied\t" : "\tgranted\t");
	to = stpcpy(to, syscalls_name(check->arch, check->syscall, number));
	*to++ = '\n';

	return to;
}

static int text_check(struct text *text, const struct captrace_check *check,
		      const char *exe)
{
	const char *name = exe ? exe : (const char *)check->who.comm;
	size_t size = exe ? strlen(exe) : strnlen(name, CAPTRACE_COMM_SIZE);
	char *line;

	line = output_reserve(text->output,
			      LINE_SIZE + TEXT_ESCAPED_SIZE(size));
	if (!line)
		return -ENOMEM;

	return output_commit(text->output,
			     put_line(line, check, name, size) - line);
}

static int text_record(struct sink *sink, const union record *record,
		       const char *exe)
{
	if (record->head.kind != CAPTRACE_CHECK)
		return 0;

	return text_check((struct text *)sink, &record->check, exe);
}

static int text_flush(struct sink *sink)
{
	return output_flush(((struct text *)sink)->output);
}

static void text_destroy(struct sink *sink)
{
	free(sink);
}

int text_create(struct sink **sink, struct output *output)
{
	struct text *text = calloc(1, sizeof(*text));

	if (!text)
		return -ENOMEM;

	text->output = output;
	text->sink.live = true;
	text->sink.record = text_record;
	text->sink.flush = text_flush;
	text->sink.destroy = text_destroy;
	*sink = &text->sink;

	return 0;
}
