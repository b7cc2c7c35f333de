// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "procfs.h"

#define NSEC_PER_SEC 1000000000ull

/* Of the fields of a stat file, counted from the one behind the name. */
#define STAT_START (22 - 2)

uint64_t procfs_ns_per_tick(void)
{
	return NSEC_PER_SEC / sysconf(_SC_CLK_TCK);
}

/* Bytes read, or a negative errno. */
static ssize_t read_file(const char *path, char *to, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t ret;

	if (fd < 0)
		return -errno;

	ret = read(fd, to, size);
	if (ret < 0)
		ret = -errno;
	close(fd);

	return ret;
}

/* One of the files about a process, as a string.  False if there is none. */
static bool read_about(const char *proc, uint32_t pid, const char *name,
		       char *to, size_t size)
{
	char path[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof(path), "%s/%u/%s", proc, pid, name);
	length = read_file(path, to, size - 1);
	if (length <= 0)
		return false;

	to[length] = '\0';
	return true;
}

/* A name may hold parentheses and spaces, so the fields begin at the last. */
static bool parse_start(char *stat, uint64_t *ticks)
{
	char *field = strrchr(stat, ')');
	char *end;
	int i;

	for (i = 0; field && i < STAT_START; i++) {
		field = strchr(field, ' ');
		if (field)
			field++;
	}
	if (!field)
		return false;

	errno = 0;
	*ticks = strtoull(field, &end, 10);

	return end != field && !errno;
}

bool procfs_start(const char *proc, uint32_t tgid, uint64_t *ticks)
{
	char stat[4096];

	return read_about(proc, tgid, "stat", stat, sizeof(stat)) &&
	       parse_start(stat, ticks);
}

bool procfs_exe(const char *proc, uint32_t tgid, char *exe, size_t size)
{
	char path[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof(path), "%s/%u/exe", proc, tgid);
	length = readlink(path, exe, size - 1);
	if (length <= 0)
		return false;

	exe[length] = '\0';
	return true;
}

/* What stands behind @field, which begins with a newline; 0 if nothing does. */
static uint32_t read_status(const char *proc, uint32_t tid, const char *field)
{
	char status[4096];
	char *line;

	if (!read_about(proc, tid, "status", status, sizeof(status)))
		return 0;

	line = strstr(status, field);
	return line ? strtoul(line + strlen(field), NULL, 10) : 0;
}

uint32_t procfs_tgid(const char *proc, uint32_t tid)
{
	return read_status(proc, tid, "\nTgid:");
}

uint32_t procfs_parent(const char *proc, uint32_t tgid)
{
	return read_status(proc, tgid, "\nPPid:");
}
