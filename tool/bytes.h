/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_BYTES_H
#define CAPTRACE_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether @size bytes, without a NUL, begin or end with a string. */
bool bytes_begin_with(const char *bytes, size_t size, const char *with);
bool bytes_end_with(const char *bytes, size_t size, const char *with);

#endif
