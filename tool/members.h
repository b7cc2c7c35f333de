/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_MEMBERS_H
#define CAPTRACE_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

/*
 * An object of JSON while its members are put into it, in the order that they
 * will have.  Without memory it has failed, and what follows does nothing.
 * What is NULL is not known, and puts no member.
 */
struct members {
	json_t *object;
	bool failed;
};

void members_begin(struct members *members);

/* Frees all. */
void members_end(struct members *members);

/* Puts @inner, and ends it.  An empty one is left out. */
void members_object(struct members *members, const char *name,
		    struct members *inner);

/* Adds @inner to the array @name, which begins with the first, and ends it. */
void members_append(struct members *members, const char *name,
		    struct members *inner);

/* Any number of 32 bits. */
void members_number(struct members *members, const char *name, int64_t number);

/*
 * A number of 64 bits that counts.  Readers may take numbers for doubles, so
 * that one above MEMBERS_COUNT_MAX, which nothing real reaches, becomes that.
 */
#define MEMBERS_COUNT_MAX ((1ull << 53) - 1)
void members_count(struct members *members, const char *name, uint64_t count);

/* A number of 64 bits that may be any, as a string. */
void members_big(struct members *members, const char *name, uint64_t number);
void members_big_signed(struct members *members, const char *name,
			int64_t number);

void members_flag(struct members *members, const char *name, bool flag);

/* A string of our own, ASCII. */
void members_word(struct members *members, const char *name, const char *word);

/* The same for @number, which is put in digits where there is no word. */
void members_word_of(struct members *members, const char *name,
		     const char *word, unsigned int number);

/* A time of CLOCK_REALTIME, as ISO 8601 has it, in UTC. */
void members_time(struct members *members, const char *name, uint64_t time_ns);

/*
 * Bytes that anybody may have chosen.  Each that is not part of valid UTF-8
 * becomes U+FFFD, and then all bytes follow in hexadecimal, as NAME_hex.
 */
void members_bytes(struct members *members, const char *name, const char *bytes,
		   size_t size);
void members_string(struct members *members, const char *name,
		    const char *string);

/* The same for the lines of @text, as an array. */
void members_lines(struct members *members, const char *name, const char *text);

#endif
