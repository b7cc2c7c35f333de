/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's types, for the parts of the module that are tested here. */
#ifndef TEST_LINUX_TYPES_H
#define TEST_LINUX_TYPES_H

#include_next <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

typedef struct {
	u64 counter;
} atomic64_t;

#endif
