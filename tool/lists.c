// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lists.h"

bool lists_next(const char **list, const char **word, size_t *size)
{
	if (!*list)
		return false;

	*word = *list;
	*size = strcspn(*list, ",");
	*list = (*word)[*size] ? *word + *size + 1 : NULL;

	return true;
}

/* No sign, no space, no base. */
bool lists_number(const char *word, size_t size, uint64_t max, uint64_t *number)
{
	uint64_t value = 0;
	unsigned int digit;
	size_t i;

	for (i = 0; i < size; i++) {
		if (!isdigit((unsigned char)word[i]))
			return false;
		digit = word[i] - '0';
		if (digit > max || value > (max - digit) / 10)
			return false;
		value = value * 10 + digit;
	}

	*number = value;
	return size > 0;
}

int lists_add_word(struct words *words, const char *word, size_t size)
{
	char **at = realloc(words->at, (words->nr + 1) * sizeof(*at));

	if (!at)
		return -ENOMEM;
	words->at = at;

	at[words->nr] = strndup(word, size);
	if (!at[words->nr])
		return -ENOMEM;
	words->nr++;

	return 0;
}

int lists_add_number(struct numbers *numbers, uint64_t number)
{
	uint64_t *at = realloc(numbers->at, (numbers->nr + 1) * sizeof(*at));

	if (!at)
		return -ENOMEM;

	numbers->at = at;
	at[numbers->nr++] = number;

	return 0;
}

void lists_clear_words(struct words *words)
{
	while (words->nr)
		free(words->at[--words->nr]);
	free(words->at);
	words->at = NULL;
}

void lists_clear_numbers(struct numbers *numbers)
{
	free(numbers->at);
	numbers->at = NULL;
	numbers->nr = 0;
}
