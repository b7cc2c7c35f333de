/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_UTF8_H
#define CAPTRACE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * Bytes of the character of more than one byte at @from, of which @left bytes
 * are there; 0 if there is no such character.
 */
size_t utf8_decode(uint32_t *character, const unsigned char *from, size_t left);

#endif
