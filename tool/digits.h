/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DIGITS_H
#define CAPTRACE_DIGITS_H

#include <stdint.h>

/* Each writes a number in decimal and returns the end; there is no NUL. */

char *digits_put(char *to, uint64_t number);

/* Two digits of a number below 100. */
char *digits_put_pair(char *to, unsigned int number);

/* Seconds, with microseconds behind a point. */
char *digits_put_seconds(char *to, uint64_t time_ns);

/* The point and the microseconds alone. */
char *digits_put_micros(char *to, uint64_t time_ns);

#endif
