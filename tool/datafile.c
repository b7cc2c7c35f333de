// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "datafile.h"

/* Users write some of these files, and shall not fill our memory. */
#define FILE_SIZE_MAX (8 << 20)

/* NULL if it is not what it should be. */
static json_t *parse(int fd, const struct stat *file)
{
	json_t *json = NULL;
	char *text;

	if (!S_ISREG(file->st_mode) || file->st_size > FILE_SIZE_MAX)
		return NULL;

	text = malloc(file->st_size + 1);
	if (text && read(fd, text, file->st_size) == file->st_size)
		json = json_loadb(text, file->st_size, 0, NULL);
	free(text);

	return json;
}

/* To open what a user has put there must neither wait nor do something. */
json_t *datafile_read(const char *path, struct stat *file)
{
	json_t *json = NULL;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY |
				    O_CLOEXEC);

	memset(file, 0, sizeof(*file));
	if (fd < 0)
		return NULL;

	if (!fstat(fd, file))
		json = parse(fd, file);
	close(fd);

	return json;
}
