// SPDX-License-Identifier: GPL-2.0-only
#include <byteswap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "swap.h"

/* A number in a record, or several of the same size in a row. */
struct part {
	unsigned int offset;
	unsigned int size;
	unsigned int nr;
};

#define SIZE_OF(type, field) sizeof(((struct type *)NULL)->field)
#define ONE(type, field)                                              \
	{                                                             \
		offsetof(struct type, field), SIZE_OF(type, field), 1 \
	}
#define ROW(type, field)                                               \
	{                                                              \
		offsetof(struct type, field), SIZE_OF(type, field[0]), \
			SIZE_OF(type, field) / SIZE_OF(type, field[0]) \
	}
#define PARTS_MAX 20

static const struct part head[] = {
	ONE(captrace_head, kind),    ONE(captrace_head, flags),
	ONE(captrace_head, size),    ONE(captrace_head, cpu),
	ONE(captrace_head, time_ns), ONE(captrace_head, seq),
};

/* All that have one have it at the same place. */
static const struct part who[] = {
	ONE(captrace_check, who.tgid),	   ONE(captrace_check, who.tid),
	ONE(captrace_check, who.ppid),	   ONE(captrace_check, who.euid),
	ONE(captrace_check, who.start_ns), ONE(captrace_check, who.cgroup_id),
};

/* What is neither head nor who, by kind; one of size 0 is behind the last. */
struct layout {
	unsigned int kind;
	bool has_who;
	struct part parts[PARTS_MAX];
};

static const struct layout layouts[] = {
	{ CAPTRACE_HEADER,
	  false,
	  { ONE(captrace_header, byte_order), ONE(captrace_header, abi),
	    ONE(captrace_header, record_size), ONE(captrace_header, machine),
	    ONE(captrace_header, reserved),
	    ONE(captrace_header, realtime_offset_ns),
	    ONE(captrace_header, boottime_offset_ns) } },
	{ CAPTRACE_CHECK,
	  true,
	  { ONE(captrace_check, userns), ONE(captrace_check, cred_userns),
	    ONE(captrace_check, syscall), ONE(captrace_check, arch),
	    ONE(captrace_check, result), ONE(captrace_check, cap),
	    ONE(captrace_check, opts), ONE(captrace_check, kernel_stack),
	    ONE(captrace_check, user_stack), ONE(captrace_check, call),
	    ONE(captrace_check, reserved) } },
	{ CAPTRACE_EXEC,
	  true,
	  { ONE(captrace_exec, path_size), ONE(captrace_exec, reserved) } },
	{ CAPTRACE_FORK,
	  true,
	  { ONE(captrace_fork, parent_start_ns),
	    ONE(captrace_fork, parent_tgid), ROW(captrace_fork, reserved) } },
	{ CAPTRACE_EXIT,
	  true,
	  { ONE(captrace_exit, status), ROW(captrace_exit, reserved) } },
	{ CAPTRACE_STACK,
	  false,
	  { ONE(captrace_stack, id), ONE(captrace_stack, text_size) } },
	{ CAPTRACE_LOST,
	  false,
	  { ONE(captrace_lost, full), ONE(captrace_lost, missed),
	    ONE(captrace_lost, events), ONE(captrace_lost, first_ns),
	    ONE(captrace_lost, last_ns), ROW(captrace_lost, reserved) } },
	{ CAPTRACE_BLIND,
	  false,
	  { ONE(captrace_blind, since_ns), ONE(captrace_blind, until_ns),
	    ROW(captrace_blind, reserved) } },
	{ CAPTRACE_CLOCK,
	  false,
	  { ONE(captrace_clock, realtime_offset_ns),
	    ONE(captrace_clock, boottime_offset_ns),
	    ROW(captrace_clock, reserved) } },
	{ CAPTRACE_END,
	  false,
	  { ONE(captrace_end, counters.delivered),
	    ONE(captrace_end, counters.lost_full),
	    ONE(captrace_end, counters.lost_missed),
	    ONE(captrace_end, counters.lost_events),
	    ROW(captrace_end, counters.hidden),
	    ONE(captrace_end, counters.unseen),
	    ONE(captrace_end, counters.blind_ns),
	    ONE(captrace_end, counters.pids),
	    ONE(captrace_end, counters.reserved) } },
	{ CAPTRACE_OUTCOME,
	  true,
	  { ONE(captrace_outcome, value), ONE(captrace_outcome, call),
	    ONE(captrace_outcome, syscall), ONE(captrace_outcome, arch),
	    ROW(captrace_outcome, reserved) } },
	{ CAPTRACE_CGROUP,
	  true,
	  { ONE(captrace_cgroup, path_size), ONE(captrace_cgroup, reserved) } },
	{ RECORD_NAME,
	  false,
	  { ONE(record_name, cgroup_id), ONE(record_name, of),
	    ONE(record_name, text_size) } },
};

static void swap_number(uint8_t *at, unsigned int size)
{
	uint16_t number16;
	uint32_t number32;
	uint64_t number64;

	switch (size) {
	case sizeof(number16):
		memcpy(&number16, at, size);
		number16 = bswap_16(number16);
		memcpy(at, &number16, size);
		break;
	case sizeof(number32):
		memcpy(&number32, at, size);
		number32 = bswap_32(number32);
		memcpy(at, &number32, size);
		break;
	case sizeof(number64):
		memcpy(&number64, at, size);
		number64 = bswap_64(number64);
		memcpy(at, &number64, size);
		break;
	}
}

static void swap_parts(union record *record, const struct part *parts,
		       size_t nr_parts)
{
	uint8_t *bytes = (uint8_t *)record;
	unsigned int i;
	size_t part;

	for (part = 0; part < nr_parts; part++) {
		for (i = 0; i < parts[part].nr; i++)
			swap_number(bytes + parts[part].offset +
					    i * parts[part].size,
				    parts[part].size);
	}
}

void swap_record(union record *record)
{
	const struct layout *layout;
	size_t i;

	swap_parts(record, head, sizeof(head) / sizeof(head[0]));
	for (i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
		layout = &layouts[i];
		if (layout->kind != record->head.kind)
			continue;

		if (layout->has_who)
			swap_parts(record, who, sizeof(who) / sizeof(who[0]));
		swap_parts(record, layout->parts, PARTS_MAX);
		return;
	}
}
