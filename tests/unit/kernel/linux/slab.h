/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_LINUX_SLAB_H
#define TEST_LINUX_SLAB_H

#include <stdlib.h>

#define kzalloc(size, flags) calloc(1, size)
#define kfree(memory)	     free(memory)
#define vfree(memory)	     free(memory)
#define compat_vzalloc(size) calloc(1, size)

#endif
