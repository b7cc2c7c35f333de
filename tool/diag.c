// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"

#define DIAG_SIZE 4096

struct message {
	size_t size;
	char text[DIAG_SIZE];
};

/* A message that is too long is cut; there is always room for the newline. */
static void message_add(struct message *message, const char *format,
			va_list args)
{
	size_t room = sizeof(message->text) - 1 - message->size;
	int size = vsnprintf(message->text + message->size, room, format, args);

	if (size > 0)
		message->size += (size_t)size < room ? (size_t)size : room - 1;
}

static void message_begin(struct message *message, const char *format,
			  va_list args)
{
	static const char program[] = "captrace: ";

	message->size = strlen(program);
	memcpy(message->text, program, message->size);
	message_add(message, format, args);
}

static void message_addf(struct message *message, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void message_addf(struct message *message, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	message_add(message, format, args);
	va_end(args);
}

/* Where not even this can be written there is nobody left to tell. */
static void message_send(struct message *message)
{
	ssize_t ret;

	message->text[message->size++] = '\n';
	do {
		ret = write(diag_fd(), message->text, message->size);
	} while (ret < 0 && errno == EINTR);
}

void diag(const char *format, ...)
{
	struct message message;
	va_list args;

	va_start(args, format);
	message_begin(&message, format, args);
	va_end(args);
	message_send(&message);
}

void diag_errno(int err, const char *format, ...)
{
	struct message message;
	va_list args;

	va_start(args, format);
	message_begin(&message, format, args);
	va_end(args);
	message_addf(&message, ": %s", strerror(-err));
	message_send(&message);
}

int diag_fd(void)
{
	return STDERR_FILENO;
}
