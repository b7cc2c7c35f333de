// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "source.h"

/* 512 KiB at once; the device is asked rarely when much is there. */
#define BUFFER_RECORDS 4096

struct source {
	int fd;
	uint64_t features;
	unsigned int default_rings;
	bool headed;
	bool over;
	size_t next;
	size_t end;
	union record buffer[BUFFER_RECORDS];
};

/* No other command is sent to a module that would understand it otherwise. */
static int get_info(int fd, struct captrace_info *info)
{
	memset(info, 0, sizeof(*info));
	if (ioctl(fd, CAPTRACE_IOC_INFO, info))
		return errno == ENOTTY ? -EPROTO : -errno;
	if (info->abi != CAPTRACE_ABI ||
	    info->record_size != CAPTRACE_RECORD_SIZE)
		return -EPROTO;

	return 0;
}

int source_open(struct source **source)
{
	struct captrace_info info;
	int err;
	int fd;

	fd = open(SOURCE_DEVICE, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return -errno;

	err = get_info(fd, &info);
	if (err)
		goto err_close;

	*source = malloc(sizeof(**source));
	if (!*source) {
		err = -ENOMEM;
		goto err_close;
	}

	(*source)->fd = fd;
	(*source)->features = info.features;
	(*source)->default_rings = info.ring_records;
	(*source)->headed = false;
	(*source)->over = false;
	(*source)->next = 0;
	(*source)->end = 0;

	return 0;

err_close:
	close(fd);
	return err;
}

void source_close(struct source *source)
{
	if (!source)
		return;

	close(source->fd);
	free(source);
}

uint64_t source_features(const struct source *source)
{
	return source->features;
}

unsigned int source_default_rings(const struct source *source)
{
	return source->default_rings;
}

int source_set_filter(struct source *source,
		      const struct captrace_filter *filter)
{
	return ioctl(source->fd, CAPTRACE_IOC_FILTER, filter) ? -errno : 0;
}

int source_set_rings(struct source *source, unsigned int records)
{
	struct captrace_rings rings = { .records = records };

	return ioctl(source->fd, CAPTRACE_IOC_RINGS, &rings) ? -errno : 0;
}

int source_set_pid(struct source *source, enum captrace_pids_op op, pid_t pid)
{
	struct captrace_pids pids = { .op = op, .pid = pid };

	return ioctl(source->fd, CAPTRACE_IOC_PIDS, &pids) ? -errno : 0;
}

int source_set_target(struct source *source, enum captrace_target_kind kind,
		      uint64_t value)
{
	struct captrace_target target = { .kind = kind, .value = value };

	return ioctl(source->fd, CAPTRACE_IOC_TARGET, &target) ? -errno : 0;
}

int source_start(struct source *source)
{
	return ioctl(source->fd, CAPTRACE_IOC_START) ? -errno : 0;
}

int source_stop(struct source *source)
{
	return ioctl(source->fd, CAPTRACE_IOC_STOP) ? -errno : 0;
}

int source_counters(struct source *source, struct captrace_counters *counters)
{
	return ioctl(source->fd, CAPTRACE_IOC_COUNTERS, counters) ? -errno : 0;
}

int source_fd(const struct source *source)
{
	return source->over ? -1 : source->fd;
}

/* Bytes read; 0 if nothing is there, or no more will come. */
static ssize_t read_records(struct source *source)
{
	ssize_t ret = read(source->fd, source->buffer, sizeof(source->buffer));

	if (ret > 0)
		return ret % CAPTRACE_RECORD_SIZE ? -EPROTO : ret;
	if (!ret)
		source->over = true;
	else if (errno != EAGAIN && errno != EINTR)
		return -errno;

	return 0;
}

static bool is_ours(const struct captrace_header *header)
{
	return header->head.kind == CAPTRACE_HEADER &&
	       !memcmp(header->magic, CAPTRACE_MAGIC, sizeof(header->magic)) &&
	       header->byte_order == CAPTRACE_BYTE_ORDER &&
	       header->abi == CAPTRACE_ABI &&
	       header->record_size == CAPTRACE_RECORD_SIZE;
}

int source_fill(struct source *source)
{
	ssize_t size = read_records(source);

	source->next = 0;
	source->end = 0;
	if (size <= 0)
		return size;

	if (!source->headed) {
		if (!is_ours(&source->buffer[0].header))
			return -EPROTO;
		source->headed = true;
	}
	source->end = size / CAPTRACE_RECORD_SIZE;

	return 0;
}

const union record *source_next(struct source *source)
{
	const union record *record;

	if (source->next == source->end)
		return NULL;

	record = &source->buffer[source->next++];
	if (record->head.kind == CAPTRACE_END)
		source->over = true;

	return record;
}

bool source_is_over(const struct source *source)
{
	return source->over;
}
