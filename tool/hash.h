/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_HASH_H
#define CAPTRACE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Of nothing. */
#define HASH_FIRST 0xcbf29ce484222325u

/* That of what @hash is of and @size bytes more: FNV-1a. */
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size);

#endif
