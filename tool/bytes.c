// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "bytes.h"

bool bytes_begin_with(const char *bytes, size_t size, const char *with)
{
	size_t length = strlen(with);

	return length <= size && !memcmp(bytes, with, length);
}

bool bytes_end_with(const char *bytes, size_t size, const char *with)
{
	size_t length = strlen(with);

	return length <= size && !memcmp(bytes + size - length, with, length);
}
