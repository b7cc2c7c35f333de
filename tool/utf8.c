// SPDX-License-Identifier: GPL-2.0-only
#include "utf8.h"

/* Bytes of the character that begins with @lead; 0 if none does. */
static size_t size_of(unsigned char lead)
{
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	if (lead >= 0xf0 && lead <= 0xf4)
		return 4;

	return 0;
}

size_t utf8_decode(uint32_t *character, const unsigned char *from, size_t left)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t size = size_of(from[0]);
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
