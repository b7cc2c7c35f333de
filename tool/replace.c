// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "replace.h"

/* As many as the kernel follows. */
#define LINKS_MAX 40

/* Length of the part of a path that names the directory, with its slash. */
static size_t directory_size(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 - path : 0;
}

/* A link there leads to an open file, whatever path it shows. */
static bool is_in_procfs(const char *path)
{
	int size = directory_size(path);
	struct statfs filesystem;
	char directory[PATH_MAX];

	snprintf(directory, sizeof(directory), "%.*s.", size, path);
	return !statfs(directory, &filesystem) &&
	       filesystem.f_type == PROC_SUPER_MAGIC;
}

/* Follows one link in place.  1; 0 if @path is none; or a negative errno. */
static int follow(char path[static PATH_MAX])
{
	char link[PATH_MAX], next[PATH_MAX];
	int size = directory_size(path);
	ssize_t link_size;
	int next_size;

	link_size = readlink(path, link, sizeof(link) - 1);
	if (link_size < 0)
		return errno == EINVAL || errno == ENOENT ? 0 : -errno;

	link[link_size] = '\0';
	next_size = snprintf(next, sizeof(next), "%.*s%s",
			     *link == '/' ? 0 : size, path, link);
	if (next_size >= (int)sizeof(next))
		return -ENAMETOOLONG;

	memcpy(path, next, next_size + 1);
	return 1;
}

/* A name that nothing has, and a file of that name. */
static int make_file(const char *target, char name[static PATH_MAX])
{
	int size = directory_size(target);
	int fd;

	if (snprintf(name, PATH_MAX, "%.*s.captrace-XXXXXX", size, target) >=
	    PATH_MAX)
		return -ENAMETOOLONG;

	fd = mkostemp(name, O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* Whether it can be done at all: better now than at the end. */
static bool can_replace(const char *target)
{
	char name[PATH_MAX];
	int fd = make_file(target, name);

	if (fd < 0)
		return false;

	unlink(name);
	close(fd);
	return true;
}

/* 1; 0 if it is no regular file; or a negative errno. */
static int is_replaceable(const char *path)
{
	struct stat file;

	if (stat(path, &file))
		return errno == ENOENT ? can_replace(path) : -errno;
	if (!S_ISREG(file.st_mode))
		return 0;
	if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS))
		return -errno;

	return can_replace(path);
}

int replace_find(const char *path, char **target)
{
	char at[PATH_MAX];
	int links = 0;
	int ret;

	*target = NULL;
	if (!*path)
		return -ENOENT;
	if (strlen(path) >= sizeof(at))
		return -ENAMETOOLONG;

	strcpy(at, path);
	do {
		if (is_in_procfs(at))
			return 0;
		ret = follow(at);
	} while (ret > 0 && links++ < LINKS_MAX);
	if (ret)
		return ret < 0 ? ret : -ELOOP;

	ret = is_replaceable(at);
	if (ret <= 0)
		return ret;

	*target = strdup(at);
	return *target ? 0 : -ENOMEM;
}

static int write_all(int fd, const char *data, size_t size)
{
	ssize_t ret;

	for (; size; data += ret, size -= ret) {
		ret = write(fd, data, size);
		if (ret < 0 && errno != EINTR)
			return -errno;
		if (ret < 0)
			ret = 0;
	}

	return 0;
}

/* Nobody gets rights that the old owner has not given. */
static void take_over(int fd, const char *target)
{
	struct stat file;

	if (!stat(target, &file) && !fchown(fd, file.st_uid, file.st_gid))
		fchmod(fd, file.st_mode & 07777);
}

/* On the disk before it replaces what was there, lest both are lost. */
static int fill(int fd, const char *target, const char *data, size_t size)
{
	int err = write_all(fd, data, size);

	if (err)
		return err;

	take_over(fd, target);
	return fsync(fd) ? -errno : 0;
}

int replace_file(const char *target, const char *data, size_t size)
{
	char name[PATH_MAX];
	int fd = make_file(target, name);
	int err;

	if (fd < 0)
		return fd;

	err = fill(fd, target, data, size);
	if (close(fd) && !err)
		err = -errno;
	if (!err && rename(name, target))
		err = -errno;
	if (err)
		unlink(name);

	return err;
}
