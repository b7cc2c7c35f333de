// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"
#include "escape.h"
#include "output.h"
#include "sink.h"
#include "syscalls.h"
#include "text.h"

#define NSEC_PER_SEC  1000000000u
#define NSEC_PER_USEC 1000u

/* Of a line all but the name of the process. */
#define LINE_SIZE 256

/* Decimal digits of the largest number. */
#define U64_DIGITS 20

struct text {
	struct sink sink;
	struct output *output;
};

static char *put_number(char *to, uint64_t number)
{
	char digits[U64_DIGITS];
	char *first = digits + sizeof(digits);

	do {
		*--first = '0' + number % 10;
		number /= 10;
	} while (number);

	return mempcpy(to, first, digits + sizeof(digits) - first);
}

static char *put_micros(char *to, uint32_t micros)
{
	int i;

	for (i = 5; i >= 0; i--) {
		to[i] = '0' + micros % 10;
		micros /= 10;
	}

	return to + 6;
}

static char *put_time(char *to, uint64_t time_ns)
{
	to = put_number(to, time_ns / NSEC_PER_SEC);
	*to++ = '.';
	return put_micros(to, time_ns % NSEC_PER_SEC / NSEC_PER_USEC);
}

static char *put_line(char *to, const struct captrace_check *check,
		      const char *name, size_t name_size)
{
	char number[SYSCALLS_NUMBER_SIZE];
	char cap[CAPS_NAME_SIZE];

	to = put_time(to, check->head.time_ns);
	*to++ = '\t';
	to = put_number(to, check->who.tgid);
	*to++ = '\t';
	to = escape_put(to, name, name_size);
	*to++ = '\t';
	to = stpcpy(to, caps_name(check->cap, cap));
	to = stpcpy(to, check->result ? "\tdenied\t" : "\tgranted\t");
	to = stpcpy(to, syscalls_name(check->arch, check->syscall, number));
	*to++ = '\n';

	return to;
}

static int text_check(struct text *text, const struct captrace_check *check,
		      const char *exe)
{
	const char *name = exe ? exe : (const char *)check->who.comm;
	size_t size = exe ? strlen(exe) : strnlen(name, CAPTRACE_COMM_SIZE);
	char *line;

	line = output_reserve(text->output, LINE_SIZE + ESCAPE_SIZE(size));
	if (!line)
		return -ENOMEM;

	return output_commit(text->output,
			     put_line(line, check, name, size) - line);
}

static int text_record(struct sink *sink, const union record *record,
		       const struct names *names)
{
	if (record->head.kind != CAPTRACE_CHECK)
		return 0;

	return text_check((struct text *)sink, &record->check, names->exe);
}

static int text_flush(struct sink *sink)
{
	return output_flush(((struct text *)sink)->output);
}

static void text_destroy(struct sink *sink)
{
	free(sink);
}

int text_create(struct sink **sink, struct output *output)
{
	struct text *text = calloc(1, sizeof(*text));

	if (!text)
		return -ENOMEM;

	text->output = output;
	text->sink.live = true;
	text->sink.record = text_record;
	text->sink.flush = text_flush;
	text->sink.destroy = text_destroy;
	*sink = &text->sink;

	return 0;
}
