/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LISTS_H
#define CAPTRACE_LISTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What users list, with commas or by saying it again.  All zero is empty. */
struct words {
	char **at;
	size_t nr;
};

struct numbers {
	uint64_t *at;
	size_t nr;
};

/*
 * The next word of *@list, which may be empty, and its size: what stands
 * before, between and behind commas.  False if there are no more.
 */
bool lists_next(const char **list, const char **word, size_t *size);

/* Digits that make a number up to @max, and nothing else. */
bool lists_number(const char *word, size_t size, uint64_t max,
		  uint64_t *number);

/* 0 or -ENOMEM.  The list keeps a copy. */
int lists_add_word(struct words *words, const char *word, size_t size);
int lists_add_number(struct numbers *numbers, uint64_t number);

/* Frees what the list owns, and empties it. */
void lists_clear_words(struct words *words);
void lists_clear_numbers(struct numbers *numbers);

#endif
