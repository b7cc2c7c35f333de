// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>

#include "terminal.h"
#include "utf8.h"
#include "width.h"

/* Bytes and columns of what cannot be parted: a character or an escape. */
static size_t next_unit(const char *from, size_t left, unsigned int *columns)
{
	uint32_t character;
	size_t size = 1;

	if (*from == '\\')
		size = left > 1 && from[1] == 'x' ? 4 : 2;
	if (size > left)
		size = left;
	*columns = size;
	if (!(*from & 0x80))
		return size;

	size = utf8_decode(&character, (const unsigned char *)from, left);
	if (!size)
		return 1;

	*columns = terminal_columns(character);
	return size;
}

size_t width_fit(const char *text, size_t size, unsigned int room,
		 unsigned int *columns)
{
	unsigned int unit_columns;
	size_t unit;
	size_t fit = 0;

	*columns = 0;
	while (fit < size) {
		unit = next_unit(text + fit, size - fit, &unit_columns);
		if (unit_columns > room - *columns)
			break;
		*columns += unit_columns;
		fit += unit;
	}

	return fit;
}
