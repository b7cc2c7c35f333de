/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TOOL_RECORD_H
#define CAPTRACE_TOOL_RECORD_H

#include <assert.h>

#include <linux/captrace.h>

/*
 * What captrace -w adds to a recording: a name that the kernel does not know
 * (NAME).
 */
#define RECORD_NAME (CAPTRACE_KIND_USER + 1)

enum record_name_of {
	RECORD_NAME_RUNTIME = 1,
	RECORD_NAME_CONTAINER_ID,
	RECORD_NAME_CONTAINER,
	RECORD_NAME_IMAGE,
	RECORD_NAME_POD,
};

/**
 * struct record_name - what a container runtime says of a control group
 * @head: no flags; cpu and time are those of the record behind it
 * @cgroup_id: of the control group
 * @of: enum record_name_of
 * @text_size: length of the text in bytes, without a NUL
 * @text: the name; goes on in MORE records
 *
 * It holds wherever it stands in time, until another one replaces it; a reader
 * that shows records as it reads them knows it from here on.
 */
struct record_name {
	struct captrace_head head;
	__aligned_u64 cgroup_id;
	__u32 of;
	__u32 text_size;
	__u8 text[88];
};

/* Any record; head.kind tells which. */
union record {
	struct captrace_head head;
	struct captrace_header header;
	struct captrace_check check;
	struct captrace_exec exec;
	struct captrace_more more;
	struct captrace_fork fork;
	struct captrace_exit exit;
	struct captrace_outcome outcome;
	struct captrace_cgroup cgroup;
	struct captrace_stack stack;
	struct captrace_lost lost;
	struct captrace_blind blind;
	struct captrace_clock clock;
	struct captrace_end end;
	struct record_name name;
};

/* The task that a record is about; NULL for kinds that are about none. */
const struct captrace_who *record_who(const union record *record);

static_assert(sizeof(union record) == CAPTRACE_RECORD_SIZE, "record size");
static_assert(sizeof(struct captrace_header) == CAPTRACE_RECORD_SIZE, "HEADER");
static_assert(sizeof(struct captrace_check) == CAPTRACE_RECORD_SIZE, "CHECK");
static_assert(sizeof(struct captrace_exec) == CAPTRACE_RECORD_SIZE, "EXEC");
static_assert(sizeof(struct captrace_more) == CAPTRACE_RECORD_SIZE, "MORE");
static_assert(sizeof(struct captrace_fork) == CAPTRACE_RECORD_SIZE, "FORK");
static_assert(sizeof(struct captrace_exit) == CAPTRACE_RECORD_SIZE, "EXIT");
static_assert(sizeof(struct captrace_outcome) == CAPTRACE_RECORD_SIZE,
	      "OUTCOME");
static_assert(sizeof(struct captrace_cgroup) == CAPTRACE_RECORD_SIZE, "CGROUP");
static_assert(sizeof(struct captrace_stack) == CAPTRACE_RECORD_SIZE, "STACK");
static_assert(sizeof(struct captrace_lost) == CAPTRACE_RECORD_SIZE, "LOST");
static_assert(sizeof(struct captrace_blind) == CAPTRACE_RECORD_SIZE, "BLIND");
static_assert(sizeof(struct captrace_clock) == CAPTRACE_RECORD_SIZE, "CLOCK");
static_assert(sizeof(struct captrace_end) == CAPTRACE_RECORD_SIZE, "END");
static_assert(sizeof(struct record_name) == CAPTRACE_RECORD_SIZE, "NAME");

#endif
