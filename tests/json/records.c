// SPDX-License-Identifier: GPL-2.0-only
/*
 * Puts records that it makes up through the sinks of --json.
 *
 * usage: records full|bare|names COUNT|speed COUNT
 *
 * full: all kinds, with all that can be known, and with extreme numbers
 * bare: all kinds, with nothing that may be missing
 * names: checks with names that nobody would choose; the standard error says
 *	in hexadecimal what they are
 * speed: the same ordinary check again and again
 */
#include <errno.h>
#include <linux/audit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "json.h"
#include "output.h"
#include "sink.h"
#include "summary.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define NAME_SIZE	  300

static struct output *output;
static struct sink *sink;

static void add(const union record *record, const struct names *names)
{
	if (sink->record(sink, record, names) || sink->flush(sink))
		abort();
}

/* An offset that makes one moment of every time. */
static const struct names all = {
	.exe = "/usr/bin/p\xcfng",
	.cgroup = "/system.slice/docker-4711.scope/\xff",
	.unit = "\xfe.service",
	.runtime = "docker\x80",
	.container_id = "4711\x80",
	.container = "web\x80",
	.image = "debian:12\x80",
	.pod = "0815\x80",
	.kernel_stack = "cap_capable+0x5/0x70\nns_capable+0x2c/0x60 [\x80]",
	.user_stack = "/usr/lib/libc.so.6+0x1234\n/opt/\xc0\xaf+0x1\n0x10",
	.realtime_offset_ns = 1764000000000000000ull,
};

static const struct names none = { NULL };

/* Of a program whose own checks are of the set-up. */
static const struct names preparing = { .exe = "/usr/sbin/runc" };

static union record new_record(unsigned int kind)
{
	return (union record){
		.check = {
			.head = { .kind = kind, .cpu = 3, .time_ns = 5 },
			.who = {
				.tgid = 1244,
				.tid = 1250,
				.ppid = 1,
				.start_ns = 4,
				.comm = "Xorg",
			},
			.syscall = -1,
		},
	};
}

/* What a table would say, of checks with and without a system call. */
static void add_summary(enum group_by by, const struct names *names)
{
	const struct summary_options options = {
		.ledger = { .by = by },
		.json = true,
		.verbose = true,
	};
	struct sink *lines = sink;
	union record record;
	int syscall;

	if (summary_create(&sink, output, &options))
		abort();

	for (syscall = -1; syscall < 9; syscall++) {
		record = new_record(CAPTRACE_CHECK);
		record.check.syscall = syscall;
		record.check.arch = AUDIT_ARCH_X86_64;
		record.check.cap = syscall & 1;
		record.check.result = syscall & 2 ? -EPERM : 0;
		add(&record, names);
	}
	if (sink->end(sink) || sink->flush(sink))
		abort();
	sink->destroy(sink);
	sink = lines;
}

static void add_simple(const struct names *names)
{
	union record record;

	record = new_record(CAPTRACE_CHECK);
	add(&record, names);
	record = new_record(CAPTRACE_EXEC);
	add(&record, names);
	record = new_record(CAPTRACE_FORK);
	record.fork.parent_tgid = 1;
	add(&record, names);
	record = new_record(CAPTRACE_LOST);
	add(&record, names);
	record = new_record(CAPTRACE_BLIND);
	add(&record, names);
}

/* As little as a denial and what became of it can have. */
static void add_bare(void)
{
	union record record = new_record(CAPTRACE_CHECK);

	add_simple(&none);
	record.check.result = -4000;
	record.check.cred = CAPTRACE_CRED_ACCESS;
	record.check.syscall = 99999;
	add(&record, &none);
	record = new_record(CAPTRACE_EXIT);
	record.exit.status = 0x7f;
	add(&record, &none);
	record = new_record(CAPTRACE_END);
	memset(&record.end.counters, 0, sizeof(record.end.counters));
	add(&record, &none);
	add_summary(GROUP_BY_NOTHING, &preparing);
}

static void add_denied(unsigned int call, int64_t value)
{
	union record record = new_record(CAPTRACE_CHECK);

	record.head.flags = CAPTRACE_CHECK_OUTCOME | CAPTRACE_CHECK_NO_STACK;
	record.check.who.cgroup_id = 1ull << 63;
	record.check.syscall = 170;
	record.check.arch = AUDIT_ARCH_X86_64;
	record.check.result = -EPERM;
	record.check.cap = 12;
	record.check.reason = CAPTRACE_REASON_MISSING;
	record.check.call = call;
	add(&record, &all);

	record = new_record(CAPTRACE_OUTCOME);
	record.outcome.call = call;
	record.outcome.value = value;
	add(&record, &all);
}

static void add_exits(void)
{
	static const unsigned int statuses[] = { 0, 0xff00, 9, 0x86, 0x137f };
	union record record = new_record(CAPTRACE_EXIT);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		record.exit.status = statuses[i];
		add(&record, &all);
	}
}

/* Each bit of a record, all at once and not at all. */
static void add_extremes(int byte)
{
	static const unsigned int kinds[] = {
		CAPTRACE_CHECK, CAPTRACE_EXEC,	CAPTRACE_FORK, CAPTRACE_EXIT,
		CAPTRACE_LOST,	CAPTRACE_BLIND, CAPTRACE_END,
	};
	union record record;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		memset(&record, byte, sizeof(record));
		record.head.kind = kinds[i];
		add(&record, &all);
	}
}

/* All values that the words are for, and some that have none. */
static void add_words(void)
{
	union record record = new_record(CAPTRACE_CHECK);
	unsigned int i;

	for (i = 0; i < 10; i++) {
		record.check.class = i;
		record.check.hook = i;
		record.check.cred = i;
		record.check.reason = i;
		record.check.decided_by = i;
		record.check.result = -(int)i;
		record.check.syscall = i;
		record.check.arch = AUDIT_ARCH_AARCH64;
		add(&record, &none);
	}
}

static void add_full(void)
{
	add_simple(&all);
	add_denied(1, -EPERM);
	add_denied(2, INT64_MIN);
	add_denied(3, INT64_MAX);
	add_denied(4, -512);
	add_exits();
	add_words();
	add_extremes(0);
	add_extremes(0xff);
	add_summary(GROUP_BY_EXE, &all);
	add_summary(GROUP_BY_NOTHING, &none);
}

/* Numbers that look like chance and are the same each time. */
static uint32_t chance(uint32_t below)
{
	static uint32_t state = 2463534242u;

	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;

	return state % below;
}

static const char *const pieces[] = {
	"\x1b[31m",
	"\x1b]0;x\a",
	"\n",
	"\t",
	"\r",
	"\"",
	"\\",
	"\\u0041",
	"/",
	"\x7f",
	"\x9b",
	"\xc2\x9b",
	"\xc2\xa0",
	"\u2028",
	"\u2029",
	"\u202e",
	"\ufeff",
	"\ufffd",
	"\xef\xbf",
	"\xef\xbf\xbf",
	"\xed\xa0\xbd",
	"\xed\xb8\x80",
	"\xc0\x80",
	"\xc0\xaf",
	"\xe0\x80\xaf",
	"\xf0\x80\x80\x80",
	"\xf4\x90\x80\x80",
	"\xf4\x8f\xbf\xbf",
	"\xf8\x88\x80\x80\x80",
	"\xe2\x82",
	"\xf0\x9f\x98",
	"\U0001f600",
	"é",
	"plain",
};

static void make_name(char *name, size_t size)
{
	size_t length = 0;
	const char *piece;
	char byte[2] = "";

	size = 1 + chance(size - 1);
	while (length < size) {
		byte[0] = 1 + chance(255);
		piece = chance(2) ? pieces[chance(ARRAY_SIZE(pieces))] : byte;
		while (length < size && *piece)
			name[length++] = *piece++;
	}
	name[length] = '\0';
}

static void tell(const char *name, char after)
{
	for (; *name; name++)
		fprintf(stderr, "%02x", (unsigned char)*name);
	fputc(after, stderr);
}

static void add_names(unsigned long count)
{
	char comm[CAPTRACE_COMM_SIZE + 1], exe[NAME_SIZE], stack[NAME_SIZE];
	const struct names names = { .exe = exe, .user_stack = stack };
	union record record = new_record(CAPTRACE_CHECK);

	while (count--) {
		make_name(comm, sizeof(comm));
		make_name(exe, sizeof(exe));
		make_name(stack, sizeof(stack));
		memset(record.check.who.comm, 0, CAPTRACE_COMM_SIZE);
		memcpy(record.check.who.comm, comm, strlen(comm));
		add(&record, &names);
		tell(comm, ' ');
		tell(exe, ' ');
		tell(stack, '\n');
	}
}

static void add_ordinary(unsigned long count)
{
	const struct names names = {
		.exe = "/usr/lib/systemd/systemd-journald",
		.cgroup = "/system.slice/systemd-journald.service",
		.unit = "systemd-journald.service",
		.realtime_offset_ns = 1764000000000000000ull,
	};
	union record record = new_record(CAPTRACE_CHECK);

	record.check.syscall = 170;
	record.check.arch = AUDIT_ARCH_X86_64;
	record.check.who.cgroup_id = 4711;
	for (; count; count--) {
		record.head.time_ns += 12345;
		record.head.seq++;
		if (sink->record(sink, &record, &names))
			abort();
	}
}

static void add_all(const char *what, unsigned long count)
{
	if (!strcmp(what, "full"))
		add_full();
	else if (!strcmp(what, "bare"))
		add_bare();
	else if (!strcmp(what, "names"))
		add_names(count);
	else if (!strcmp(what, "speed"))
		add_ordinary(count);
}

int main(int argc, char *argv[])
{
	const struct json_options options = { .outcome = true };
	int err;

	if (argc < 2 || output_attach(&output, STDOUT_FILENO) ||
	    json_create(&sink, output, &options))
		return EXIT_FAILURE;

	add_all(argv[1], argc > 2 ? strtoul(argv[2], NULL, 10) : 0);
	err = sink->flush(sink);
	sink->destroy(sink);

	return output_close(output) || err;
}
