// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mntent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

#include "component.h"
#include "hierarchy.h"

#define HIERARCHY_MOUNTS "/proc/self/mounts"
#define HIERARCHY_TYPE	 "cgroup2"

/* Where it is mounted, or below it beside hierarchies of version 1. */
#define USUAL_TOP "/sys/fs/cgroup"

/* Of the root of all control groups. */
#define ROOT_ID 1

#define DIRECTORY_FLAGS (O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

struct hierarchy {
	int fd;
	uint32_t fs_type;
	char top[];
};

/* A control group whose children have still to be visited. */
struct pending {
	struct pending *next;
	char path[];
};

/* Of a file system; 0 is none's. */
static uint32_t read_fs_type(int fd)
{
	struct statfs fs;

	return fstatfs(fd, &fs) ? 0 : fs.f_type;
}

static int open_top(struct hierarchy **hierarchy, const char *top)
{
	struct hierarchy *made = malloc(sizeof(*made) + strlen(top) + 1);
	int err;

	if (!made)
		return -ENOMEM;

	strcpy(made->top, top);
	made->fd = open(top, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (made->fd < 0) {
		err = -errno;
		free(made);
		return err;
	}

	made->fs_type = read_fs_type(made->fd);
	*hierarchy = made;
	return 0;
}

/* False also where something else was mounted over it. */
static bool open_mounted(struct hierarchy **hierarchy,
			 const struct mntent *mount)
{
	if (strcmp(mount->mnt_type, HIERARCHY_TYPE) != 0 ||
	    open_top(hierarchy, mount->mnt_dir))
		return false;

	if ((*hierarchy)->fs_type == CGROUP2_SUPER_MAGIC)
		return true;

	hierarchy_close(*hierarchy);
	return false;
}

static int find_mounted(struct hierarchy **hierarchy)
{
	FILE *mounts = setmntent(HIERARCHY_MOUNTS, "re");
	const struct mntent *mount;

	if (!mounts)
		return -errno;

	do {
		mount = getmntent(mounts);
	} while (mount && !open_mounted(hierarchy, mount));
	endmntent(mounts);

	return mount ? 0 : -ENODEV;
}

int hierarchy_open(struct hierarchy **hierarchy, const char *top)
{
	return top ? open_top(hierarchy, top) : find_mounted(hierarchy);
}

void hierarchy_close(struct hierarchy *hierarchy)
{
	if (!hierarchy)
		return;

	close(hierarchy->fd);
	free(hierarchy);
}

const char *hierarchy_top(const struct hierarchy *hierarchy)
{
	return hierarchy->top;
}

const char *hierarchy_below(const struct hierarchy *hierarchy, const char *path)
{
	return component_below(hierarchy->top, path);
}

/* In place: one slash before each component.  False if one is "..". */
static bool straighten(char *path)
{
	char *from = path;
	char *to = path;
	size_t size;

	for (;;) {
		from += strspn(from, "/");
		size = strcspn(from, "/");
		if (!size)
			break;
		if (size == 2 && !strncmp(from, "..", 2))
			return false;
		if (size != 1 || *from != '.') {
			*to++ = '/';
			memmove(to, from, size);
			to += size;
		}
		from += size;
	}

	if (to == path)
		*to++ = '/';
	*to = '\0';

	return true;
}

/* Copies what is left of a path; NULL if there is no memory. */
static char *cut_mounted(const struct hierarchy *hierarchy, const char *given)
{
	char *real = *given == '/' ? realpath(given, NULL) : NULL;
	const char *rest = component_below(hierarchy->top, real ? real : given);
	char *copy = strdup(rest ? rest : given);

	free(real);
	return copy;
}

static char *cut_usual(const char *given)
{
	const char *rest = component_below(USUAL_TOP "/unified", given);

	if (!rest)
		rest = component_below(USUAL_TOP, given);

	return strdup(rest ? rest : given);
}

int hierarchy_resolve(const struct hierarchy *hierarchy, const char *given,
		      char **path)
{
	char *rest = hierarchy ? cut_mounted(hierarchy, given) :
				 cut_usual(given);
	char *result = NULL;
	int err = 0;

	/* A slash comes before a path that has none. */
	if (!rest || asprintf(&result, "/%s", rest) < 0)
		result = NULL;
	free(rest);

	if (!result)
		err = -ENOMEM;
	else if (!*given || !straighten(result))
		err = -EINVAL;
	if (err)
		free(result);
	else
		*path = result;

	return err;
}

/* For the *at() calls. */
static const char *relative(const char *path)
{
	return path[1] ? path + 1 : ".";
}

/*
 * The kernel puts the number into the file handle.  Kernels that give out no
 * handles of control groups (before 4.14) have the inode's number for it.
 */
static int read_id(int fd, uint64_t *id)
{
	union {
		struct file_handle handle;
		char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} to = { .handle.handle_bytes = MAX_HANDLE_SZ };
	struct stat file;
	int mount;

	if (!name_to_handle_at(fd, "", &to.handle, &mount, AT_EMPTY_PATH)) {
		if (to.handle.handle_bytes == sizeof(*id)) {
			memcpy(id, to.handle.f_handle, sizeof(*id));
			return 0;
		}
	} else if (errno != EOPNOTSUPP) {
		return -errno;
	}

	if (fstat(fd, &file))
		return -errno;

	*id = file.st_ino;
	return 0;
}

int hierarchy_id(const struct hierarchy *hierarchy, const char *path,
		 uint64_t *id)
{
	int err;
	int fd;

	fd = openat(hierarchy->fd, relative(path), O_PATH | DIRECTORY_FLAGS);
	if (fd < 0)
		return -errno;

	err = read_fs_type(fd) == hierarchy->fs_type ? read_id(fd, id) : -EXDEV;
	close(fd);

	return err;
}

/* Kernels that use a number again have the life of it in the high half. */
bool hierarchy_is_whole(const struct hierarchy *hierarchy)
{
	uint64_t id;

	return !hierarchy_id(hierarchy, "/", &id) && (uint32_t)id == ROOT_ID;
}

static int push(struct pending **pending, const char *path, const char *name)
{
	size_t size = strlen(path) + strlen(name) + 2;
	struct pending *made = malloc(sizeof(*made) + size);

	if (!made)
		return -ENOMEM;

	snprintf(made->path, size, "%s/%s", path[1] ? path : "", name);
	made->next = *pending;
	*pending = made;

	return 0;
}

static bool is_child(const struct dirent *entry)
{
	return (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) &&
	       strcmp(entry->d_name, ".") != 0 &&
	       strcmp(entry->d_name, "..") != 0;
}

static int push_children(struct pending **pending, const char *path, DIR *dir)
{
	const struct dirent *entry;
	int err = 0;

	while (!err) {
		errno = 0;
		entry = readdir(dir);
		if (!entry)
			return -errno;
		if (is_child(entry))
			err = push(pending, path, entry->d_name);
	}

	return err;
}

bool hierarchy_is_nothing(int err)
{
	return err == -ENOENT || err == -ENODEV || err == -ENOTDIR ||
	       err == -ELOOP || err == -ENAMETOOLONG || err == -EXDEV;
}

static int descend(const struct hierarchy *hierarchy, struct pending **pending,
		   const char *path)
{
	int fd = openat(hierarchy->fd, relative(path),
			O_RDONLY | DIRECTORY_FLAGS);
	DIR *dir;
	int err;

	if (fd < 0)
		return -errno;

	dir = fdopendir(fd);
	if (!dir) {
		err = -errno;
		close(fd);
		return err;
	}

	err = push_children(pending, path, dir);
	closedir(dir);

	return err;
}

static int visit_next(const struct hierarchy *hierarchy,
		      struct pending **pending,
		      int (*visit)(void *context, const char *path),
		      void *context)
{
	struct pending *here = *pending;
	int ret;

	*pending = here->next;
	ret = visit(context, here->path);
	if (!ret) {
		ret = descend(hierarchy, pending, here->path);
		if (hierarchy_is_nothing(ret))
			ret = 0;
	}
	free(here);

	return ret < 0 ? ret : 0;
}

int hierarchy_walk(const struct hierarchy *hierarchy,
		   int (*visit)(void *context, const char *path), void *context)
{
	struct pending *pending = NULL;
	struct pending *next;
	int err;

	/* A list and no recursion: others choose how deep it goes. */
	err = push(&pending, "/", "");
	while (!err && pending)
		err = visit_next(hierarchy, &pending, visit, context);

	for (; pending; pending = next) {
		next = pending->next;
		free(pending);
	}

	return err;
}
