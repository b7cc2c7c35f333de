// SPDX-License-Identifier: GPL-2.0-only
#include <byteswap.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "recording.h"
#include "swap.h"

#define BUFFER_RECORDS 4096

struct recording {
	int fd;
	bool headed;
	bool swapped;
	bool ended;
	/* There is nothing else wrong with it. */
	bool endless;
	bool over;
	/* Of the bytes that were read, those that were not handed out. */
	size_t next;
	size_t size;
	uint64_t offset;
	char complaint[96];
	union record buffer[BUFFER_RECORDS];
};

int recording_open(struct recording **recording, const char *path)
{
	int fd = STDIN_FILENO;

	if (strcmp(path, "-"))
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;

	*recording = calloc(1, sizeof(**recording));
	if (!*recording) {
		if (fd != STDIN_FILENO)
			close(fd);
		return -ENOMEM;
	}

	(*recording)->fd = fd;
	return 0;
}

void recording_close(struct recording *recording)
{
	if (!recording)
		return;

	if (recording->fd != STDIN_FILENO)
		close(recording->fd);
	free(recording);
}

int recording_fd(const struct recording *recording)
{
	return recording->over ? -1 : recording->fd;
}

bool recording_is_over(const struct recording *recording)
{
	return recording->over;
}

const char *recording_complaint(const struct recording *recording)
{
	return *recording->complaint ? recording->complaint : NULL;
}

bool recording_is_headed(const struct recording *recording)
{
	return recording->headed;
}

static void __attribute__((format(printf, 2, 3)))
complain(struct recording *recording, const char *format, ...)
{
	va_list args;

	recording->over = true;
	recording->next = recording->size;
	if (*recording->complaint)
		return;

	va_start(args, format);
	vsnprintf(recording->complaint, sizeof(recording->complaint), format,
		  args);
	va_end(args);
}

static void miss_end(struct recording *recording)
{
	recording->endless = true;
	complain(recording,
		 "has no end: whether anything was lost, or came after byte "
		 "%" PRIu64 ", is not known",
		 recording->offset);
}

bool recording_is_damaged(const struct recording *recording)
{
	return *recording->complaint && !recording->endless;
}

/* Nothing more comes: is what there is whole? */
static void take_end(struct recording *recording)
{
	recording->over = true;
	if (!recording->headed)
		complain(recording, "is no recording of captrace");
	else if (recording->size)
		complain(recording,
			 "is cut off within the record at byte %" PRIu64,
			 recording->offset);
	else if (!recording->ended)
		miss_end(recording);
}

int recording_fill(struct recording *recording)
{
	uint8_t *bytes = (uint8_t *)recording->buffer;
	size_t left = recording->size - recording->next;
	ssize_t ret;

	memmove(bytes, bytes + recording->next, left);
	recording->next = 0;
	recording->size = left;

	ret = read(recording->fd, bytes + left,
		   sizeof(recording->buffer) - left);
	if (ret < 0)
		return errno == EINTR || errno == EAGAIN ? 0 : -errno;

	recording->size += ret;
	if (!ret)
		take_end(recording);

	return 0;
}

static bool check_header(struct recording *recording,
			 const struct captrace_header *header)
{
	if (header->head.kind != CAPTRACE_HEADER ||
	    memcmp(header->magic, CAPTRACE_MAGIC, sizeof(header->magic)) ||
	    header->byte_order != CAPTRACE_BYTE_ORDER) {
		complain(recording, "is no recording of captrace");
		return false;
	}
	if (header->abi != CAPTRACE_ABI ||
	    header->record_size != CAPTRACE_RECORD_SIZE) {
		complain(recording,
			 "comes from a module with ABI %u: this captrace reads "
			 "ABI %u",
			 header->abi, CAPTRACE_ABI);
		return false;
	}

	recording->headed = true;
	return true;
}

static bool make_sense(struct recording *recording, union record *record)
{
	if (!recording->headed) {
		recording->swapped = record->header.byte_order ==
				     bswap_32(CAPTRACE_BYTE_ORDER);
		if (recording->swapped)
			swap_record(record);
		return check_header(recording, &record->header);
	}

	if (recording->swapped)
		swap_record(record);
	if (record->head.kind && record->head.kind != CAPTRACE_HEADER &&
	    record->head.size == CAPTRACE_RECORD_SIZE)
		return true;

	complain(recording, "is damaged at byte %" PRIu64, recording->offset);
	return false;
}

/* Whoever writes a pipe may keep it open: nobody waits for what is no more. */
static void take_last(struct recording *recording)
{
	recording->ended = true;
	if (recording->next < recording->size)
		complain(recording, "goes on behind its end, at byte %" PRIu64,
			 recording->offset);
	recording->over = true;
}

const union record *recording_next(struct recording *recording)
{
	union record *record;

	if (recording->size - recording->next < CAPTRACE_RECORD_SIZE)
		return NULL;

	record = &recording->buffer[recording->next / CAPTRACE_RECORD_SIZE];
	if (!make_sense(recording, record))
		return NULL;

	recording->next += CAPTRACE_RECORD_SIZE;
	recording->offset += CAPTRACE_RECORD_SIZE;
	if (record->head.kind == CAPTRACE_END)
		take_last(recording);

	return record;
}
