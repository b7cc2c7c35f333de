/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_UNIT_H
#define CAPTRACE_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
