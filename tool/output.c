// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "output.h"
#include "replace.h"

#define FLUSH_SIZE (1 << 20)
#define FIRST_SIZE (1 << 16)

/* A writer that may not block looks again after this time. */
#define RETRY_NS 1000000

struct output {
	/* -1 for a final file. */
	int fd;
	/* What it will be, else NULL. */
	char *final;
	bool owned;
	bool replaces;
	size_t size;
	size_t capacity;
	char *data;
};

int output_attach(struct output **output, int fd)
{
	*output = calloc(1, sizeof(**output));
	if (!*output)
		return -ENOMEM;

	(*output)->fd = fd;
	return 0;
}

int output_open(struct output **output, const char *path, bool append)
{
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY;
	int err;
	int fd;

	fd = open(path, flags | (append ? O_APPEND : 0), 0600);
	if (fd < 0)
		return -errno;

	err = output_attach(output, fd);
	if (err) {
		close(fd);
		return err;
	}

	(*output)->owned = true;
	(*output)->replaces = !append;
	return 0;
}

int output_open_final(struct output **output, const char *path)
{
	char *target;
	int err;

	err = replace_find(path, &target);
	if (err)
		return err;
	if (!target)
		return output_open(output, path, false);

	err = output_attach(output, -1);
	if (err) {
		free(target);
		return err;
	}

	(*output)->final = target;
	return 0;
}

int output_begin(struct output *output)
{
	struct stat file;

	if (!output->replaces)
		return 0;
	if (fstat(output->fd, &file))
		return -errno;
	if (S_ISREG(file.st_mode) && file.st_size && ftruncate(output->fd, 0))
		return -errno;

	return 0;
}

char *output_reserve(struct output *output, size_t size)
{
	size_t capacity = output->capacity;
	char *data;

	if (size <= capacity - output->size)
		return output->data + output->size;

	if (!capacity)
		capacity = FIRST_SIZE;
	while (capacity - output->size < size)
		capacity *= 2;

	data = realloc(output->data, capacity);
	if (!data)
		return NULL;

	output->data = data;
	output->capacity = capacity;
	return data + output->size;
}

int output_commit(struct output *output, size_t size)
{
	int err;

	output->size += size;
	if (output->size < FLUSH_SIZE)
		return 0;

	err = output_flush(output);
	return err == -EINTR ? 0 : err;
}

int output_add(struct output *output, const char *text)
{
	size_t size = strlen(text);
	char *room = output_reserve(output, size);

	if (!room)
		return -ENOMEM;

	memcpy(room, text, size);
	return output_commit(output, size);
}

/* Bytes taken, or a negative errno. */
static ssize_t write_some(int fd, const char *data, size_t size)
{
	const struct timespec retry = { .tv_nsec = RETRY_NS };
	ssize_t ret;

	for (;;) {
		ret = write(fd, data, size);
		if (ret >= 0)
			return ret;
		if (errno != EAGAIN)
			return -errno;
		if (nanosleep(&retry, NULL))
			return -EINTR;
	}
}

int output_flush(struct output *output)
{
	size_t done = 0;
	ssize_t ret = 0;

	if (output->final)
		return 0;

	while (done < output->size) {
		ret = write_some(output->fd, output->data + done,
				 output->size - done);
		if (ret < 0)
			break;
		done += ret;
	}

	output->size -= done;
	if (output->size && done)
		memmove(output->data, output->data + done, output->size);

	return ret < 0 ? ret : 0;
}

int output_finish(struct output *output)
{
	if (!output->final)
		return 0;

	return replace_file(output->final, output->data, output->size);
}

int output_fd(const struct output *output)
{
	return output->fd;
}

int output_close(struct output *output)
{
	int err = 0;

	if (!output)
		return 0;

	if (output->owned && close(output->fd))
		err = -errno;
	free(output->final);
	free(output->data);
	free(output);

	return err;
}
