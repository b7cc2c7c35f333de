/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_TRACE_H
#define CAPTRACE_TRACE_H

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "sink.h"
#include "unit.h"

/* A trace that is made up, and what a sink prints of it. */
struct fixture {
	int fd;
	struct output *output;
	struct sink *sink;
	struct captrace_who who;
	struct names names;
	uint64_t time_ns;
	uint64_t calls;
	char text[16384];
};

enum trace_syscall {
	TRACE_BIND = 49,
	TRACE_CHOWN = 92,
	TRACE_SETUID = 105,
	TRACE_MOUNT = 165,
};

/* The program of the trace is running already. */
static inline int trace_set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	setenv("TZ", "UTC", 1);
	*state = fixture;
	fixture->fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	fixture->who = (struct captrace_who){
		.tgid = 1244,
		.tid = 1244,
		.start_ns = 5,
		.comm = "nginx",
	};
	fixture->names = (struct names){
		.exe = "/usr/sbin/nginx",
		.realtime_offset_ns = 1764000000000000000ull,
	};

	return fixture->fd < 0 || output_attach(&fixture->output, fixture->fd);
}

static inline int trace_tear_down(void **state)
{
	struct fixture *fixture = *state;

	if (fixture->sink)
		fixture->sink->destroy(fixture->sink);
	output_close(fixture->output);
	close(fixture->fd);
	free(fixture);

	return 0;
}

static inline void trace_add(struct fixture *fixture, union record *record)
{
	record->head.time_ns = fixture->time_ns++;
	assert_int_equal(fixture->sink->record(fixture->sink, record,
					       &fixture->names),
			 0);
}

static inline union record trace_check(const struct fixture *fixture,
				       unsigned int cap, int result,
				       int syscall)
{
	return (union record){
		.check = {
			.head = { .kind = CAPTRACE_CHECK },
			.who = fixture->who,
			.cap = cap,
			.result = result,
			.syscall = syscall,
			.arch = AUDIT_ARCH_X86_64,
			.userns = CAPTRACE_USERNS_INIT,
			.cred_userns = CAPTRACE_USERNS_INIT,
			.cred = CAPTRACE_CRED_OWN,
			.class = CAPTRACE_CLASS_AUDITED,
			.reason = result ? CAPTRACE_REASON_MISSING :
					   CAPTRACE_REASON_HELD,
		},
	};
}

static inline void trace_granted(struct fixture *fixture, unsigned int cap,
				 int syscall)
{
	union record record = trace_check(fixture, cap, 0, syscall);

	trace_add(fixture, &record);
}

/* And the call returned @value. */
static inline void trace_denied(struct fixture *fixture, unsigned int cap,
				int syscall, int64_t value)
{
	union record record = trace_check(fixture, cap, -EPERM, syscall);

	record.head.flags = CAPTRACE_CHECK_OUTCOME;
	record.check.call = ++fixture->calls;
	trace_add(fixture, &record);

	record = (union record){
		.outcome = {
			.head = { .kind = CAPTRACE_OUTCOME },
			.who = fixture->who,
			.call = fixture->calls,
			.syscall = syscall,
			.arch = AUDIT_ARCH_X86_64,
			.value = value,
		},
	};
	trace_add(fixture, &record);
}

/* What has been printed; it lasts until the next call. */
static inline const char *trace_printed(struct fixture *fixture)
{
	ssize_t size;

	assert_int_equal(fixture->sink->flush(fixture->sink), 0);
	size = pread(fixture->fd, fixture->text, sizeof(fixture->text) - 1, 0);
	assert_true(size >= 0);
	fixture->text[size] = '\0';

	return fixture->text;
}

/* The same at the end of the trace. */
static inline const char *trace_end(struct fixture *fixture)
{
	union record record = { .head = { .kind = CAPTRACE_END } };

	trace_add(fixture, &record);
	assert_int_equal(fixture->sink->end(fixture->sink), 0);

	return trace_printed(fixture);
}

#endif
