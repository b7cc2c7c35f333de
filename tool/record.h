/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TOOL_RECORD_H
#define CAPTRACE_TOOL_RECORD_H

#include <assert.h>

#include <linux/captrace.h>

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
	struct captrace_lost lost;
	struct captrace_blind blind;
	struct captrace_clock clock;
	struct captrace_end end;
};

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
static_assert(sizeof(struct captrace_lost) == CAPTRACE_RECORD_SIZE, "LOST");
static_assert(sizeof(struct captrace_blind) == CAPTRACE_RECORD_SIZE, "BLIND");
static_assert(sizeof(struct captrace_clock) == CAPTRACE_RECORD_SIZE, "CLOCK");
static_assert(sizeof(struct captrace_end) == CAPTRACE_RECORD_SIZE, "END");

#endif
