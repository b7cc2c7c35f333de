// SPDX-License-Identifier: GPL-2.0-only
#include "hash.h"

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
	const unsigned char *byte = bytes;

	for (; size; size--)
		hash = (hash ^ *byte++) * 0x100000001b3u;

	return hash;
}
