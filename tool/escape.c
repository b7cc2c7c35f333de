// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "escape.h"
#include "utf8.h"

struct range {
	uint32_t first;
	uint32_t last;
};

/* Characters that print as nothing or change how the rest of a line reads. */
static const struct range invisible[] = {
	{ 0x0080, 0x009f },   { 0x00ad, 0x00ad },   { 0x034f, 0x034f },
	{ 0x061c, 0x061c },   { 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f },   { 0x200b, 0x200f },   { 0x2028, 0x202e },
	{ 0x2060, 0x206f },   { 0x3164, 0x3164 },   { 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff },   { 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },
	{ 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
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

static bool is_plain(unsigned char byte)
{
	return byte >= ' ' && byte <= '~' && byte != '\\';
}

#define EACH_BYTE(byte) ((byte)*0x0101010101010101ull)

/*
 * The same of eight bytes at once, as most names are plain all through: the top
 * bit of a byte is set by what is below ' ', above '~' or a backslash.  What is
 * carried into the next byte was set before.
 */
static bool are_plain(const unsigned char *bytes)
{
	uint64_t word, tops;

	memcpy(&word, bytes, sizeof(word));
	tops = word | (word - EACH_BYTE(' ')) | (word + EACH_BYTE(1)) |
	       ((word ^ EACH_BYTE('\\')) - EACH_BYTE(1));

	return !(tops & EACH_BYTE(0x80));
}

char *escape_put(char *to, const char *from, size_t size)
{
	const unsigned char *byte = (const unsigned char *)from;
	const unsigned char *end = byte + size;
	uint32_t character;
	size_t taken;

	while (byte < end) {
		if (end - byte >= 8 && are_plain(byte)) {
			to = mempcpy(to, byte, 8);
			byte += 8;
			continue;
		}

		if (is_plain(*byte)) {
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
