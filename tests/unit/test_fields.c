// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/audit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "unit.h"

static struct captrace_check check(void)
{
	return (struct captrace_check){
		.head = {
			.kind = CAPTRACE_CHECK,
			.cpu = 3,
			.time_ns = 669161938696999ull,
			.seq = 77,
		},
		.who = {
			.tgid = 1244,
			.tid = 1250,
			.ppid = 1,
			.euid = 33,
			.start_ns = 5020000999ull,
			.cgroup_id = 4711,
			.comm = "Xorg",
		},
		.userns = CAPTRACE_USERNS_INIT,
		.cred_userns = 4026532200u,
		.syscall = 31,
		.arch = AUDIT_ARCH_X86_64,
		.result = -EPERM,
		.cap = 15,
	};
}

static void expect_line(const char *name, const struct line *line,
			const char *expected)
{
	struct columns columns;
	const char *bad;
	size_t bad_size;
	char text[512];
	char *end;

	assert_int_equal(columns_parse(name, &columns, &bad, &bad_size), 0);
	assert_true(columns_size(&columns, line) <= sizeof(text));
	end = columns_put(&columns, text, line);
	assert_true(end <= text + columns_size(&columns, line));
	assert_int_equal(end[-1], '\n');
	end[-1] = '\0';
	assert_string_equal(text, expected);
}

static void expect(const char *name, const struct captrace_check *of,
		   const char *expected)
{
	const struct names names = { NULL };
	const struct line line = { .check = of, .names = &names };

	expect_line(name, &line, expected);
}

static void expect_named(const char *name, const struct names *names,
			 const char *expected)
{
	const struct captrace_check of = check();
	const struct line line = { .check = &of, .names = names };

	expect_line(name, &line, expected);
}

static void expect_outcome(const char *name,
			   const struct captrace_outcome *outcome,
			   const char *expected)
{
	const struct names names = { NULL };
	const struct captrace_check of = check();
	const struct line line = {
		.check = &of,
		.names = &names,
		.outcome = outcome,
	};

	expect_line(name, &line, expected);
}

/* A byte of a check that is one of few words; what is behind them is newer. */
static void expect_words(const char *name, struct captrace_check *of,
			 uint8_t *value, const char *const *words)
{
	char number[4];

	for (*value = 0; words[*value]; (*value)++)
		expect(name, of, words[*value]);
	snprintf(number, sizeof(number), "%u", *value);
	expect(name, of, number);
	*value = 255;
	expect(name, of, "255");
}

static void what_happened_when_and_where(void **state)
{
	const struct captrace_check of = check();

	(void)state;
	expect("time", &of, "669161.938696");
	expect("cpu", &of, "3");
	expect("seq", &of, "77");
}

static void who_it_was(void **state)
{
	const struct captrace_check of = check();

	(void)state;
	expect("pid", &of, "1244");
	expect("tid", &of, "1250");
	expect("ppid", &of, "1");
	expect("uid", &of, "33");
	expect("comm", &of, "Xorg");
	expect("start", &of, "5.020000");
}

static void names_are_escaped(void **state)
{
	const struct names names = { .exe = "/a\tb", .cgroup = "/c\nd" };
	struct captrace_check of = check();

	(void)state;
	expect_named("exe", &names, "/a\\tb");
	expect_named("cgroup", &names, "/c\\nd");
	memset(of.who.comm, '\x1b', sizeof(of.who.comm));
	expect("comm", &of,
	       "\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b"
	       "\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b\\x1b");
}

static void names_that_are_not_known_are_replaced(void **state)
{
	const struct captrace_check of = check();

	(void)state;
	expect("exe", &of, "Xorg");
	expect("cgroup", &of, "4711");
	expect("unit", &of, "-");
	expect("container", &of, "-");
	expect("container-id", &of, "-");
	expect("runtime", &of, "-");
	expect("image", &of, "-");
	expect("pod", &of, "-");
	expect("kstack", &of, "-");
	expect("ustack", &of, "-");
}

/* Of all strings at once, so that none takes the place of another. */
static void names_are_shown_where_they_are_known(void **state)
{
	const struct captrace_check of = check();
	const struct names names = {
		.exe = "/exe",
		.cgroup = "/group",
		.unit = "a\n.service",
		.runtime = "docker",
		.container_id = "0123",
		.container = "web",
		.image = "nginx:latest",
		.pod = "00-11",
		.kernel_stack = "cap_capable+0x1/0x2\nns_capable+0x3/0x4",
		.user_stack = "/lib/a\tb+0x1\n0x2",
	};
	const struct line line = { .check = &of, .names = &names };

	(void)state;
	expect_line("exe", &line, "/exe");
	expect_line("cgroup", &line, "/group");
	expect_line("unit", &line, "a\\n.service");
	expect_line("container", &line, "web");
	expect_line("container-id", &line, "0123");
	expect_line("runtime", &line, "docker");
	expect_line("image", &line, "nginx:latest");
	expect_line("pod", &line, "00-11");
	expect_line("kstack", &line, "cap_capable+0x1/0x2;ns_capable+0x3/0x4");
	expect_line("ustack", &line, "/lib/a\\tb+0x1;0x2");
}

static void each_string_has_room(void **state)
{
	static const char *const list =
		"exe,cgroup,unit,container,container-id,runtime,image,pod,"
		"kstack,ustack";
	const struct captrace_check of = check();
	char text[101];
	const struct names names = {
		.exe = text,
		.cgroup = text,
		.unit = text,
		.runtime = text,
		.container_id = text,
		.container = text,
		.image = text,
		.pod = text,
		.kernel_stack = text,
		.user_stack = text,
	};
	const struct line line = { .check = &of, .names = &names };
	struct columns columns;
	char *to;

	(void)state;
	memset(text, '\x01', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(columns_parse(list, &columns, NULL, NULL), 0);
	to = malloc(columns_size(&columns, &line));
	assert_int_equal(columns_put(&columns, to, &line) - to, 10 * 401);
	assert_true(columns_size(&columns, &line) >= 10 * 401);
	free(to);
}

static void what_was_asked_and_answered(void **state)
{
	struct captrace_check of = check();

	(void)state;
	expect("cap", &of, "CAP_IPC_OWNER");
	expect("verdict", &of, "denied");
	of.result = 0;
	expect("verdict", &of, "granted");
	of.cap = 99;
	expect("cap", &of, "CAP_99");
}

static void words_for_what_is_one_of_few(void **state)
{
	static const char *const by[] = { "capabilities", "lsm", "all", NULL };
	static const char *const reason[] = { "unknown", "held",    "owner",
					      "missing", "outside", NULL };
	static const char *const cred[] = { "own",  "access", "overridden",
					    "task", "file",   "kernel",
					    NULL };
	static const char *const class[] = { "audited",	 "decisive", "advisory",
					     "borrowed", "kernel",   NULL };
	static const char *const hook[] = { "return", "site", "lsm", NULL };
	struct captrace_check of = check();

	(void)state;
	expect_words("by", &of, &of.decided_by, by);
	expect_words("reason", &of, &of.reason, reason);
	expect_words("cred", &of, &of.cred, cred);
	expect_words("class", &of, &of.class, class);
	expect_words("hook", &of, &of.hook, hook);
}

static void a_capability_helps_who_misses_it(void **state)
{
	struct captrace_check of = check();

	(void)state;
	of.reason = CAPTRACE_REASON_MISSING;
	expect("cap-add", &of, "yes");
	of.cred = CAPTRACE_CRED_ACCESS;
	expect("cap-add", &of, "-");
	of.cred = CAPTRACE_CRED_OVERRIDDEN;
	expect("cap-add", &of, "no");
	of.cred = CAPTRACE_CRED_OWN;
	of.decided_by = CAPTRACE_DECIDER_LSM;
	expect("cap-add", &of, "no");
	of.decided_by = CAPTRACE_DECIDER_CAPABILITIES;
	of.reason = CAPTRACE_REASON_OUTSIDE;
	expect("cap-add", &of, "no");
	of.reason = CAPTRACE_REASON_UNKNOWN;
	expect("cap-add", &of, "no");
	of.result = 0;
	of.reason = CAPTRACE_REASON_MISSING;
	expect("cap-add", &of, "-");
}

static void which_system_call_asked(void **state)
{
	struct captrace_check of = check();

	(void)state;
	expect("syscall", &of, "shmctl");
	expect("abi", &of, "x86_64");
	of.arch = AUDIT_ARCH_I386;
	expect("abi", &of, "x86");
	of.arch = 0x12345678;
	expect("abi", &of, "0x12345678");
	of.syscall = -1;
	expect("syscall", &of, "-");
	expect("abi", &of, "-");
}

static void which_user_namespaces(void **state)
{
	struct captrace_check of = check();

	(void)state;
	expect("userns", &of, "4026531837");
	expect("cred-userns", &of, "4026532200");
	expect("ns", &of, "initial");
	of.userns++;
	expect("ns", &of, "other");
}

static void what_the_kernel_was_told(void **state)
{
	struct captrace_check of = check();

	(void)state;
	expect("audit,setid,opts", &of, "yes\tno\t0x0");
	of.opts = CAPTRACE_OPT_NOAUDIT;
	expect("audit,setid,opts", &of, "no\tno\t0x2");
	of.opts = CAPTRACE_OPT_INSETID;
	expect("audit,setid,opts", &of, "yes\tyes\t0x4");
	of.opts = 0x10;
	expect("audit,setid,opts", &of, "yes\tno\t0x10");
	of.opts = 0xfedcba98;
	expect("audit,setid,opts", &of, "yes\tno\t0xfedcba98");
}

static void how_it_was_seen(void **state)
{
	struct captrace_check of = check();

	(void)state;
	expect("evaluated,interrupt", &of, "no\tno");
	of.head.flags = CAPTRACE_CHECK_EVALUATED;
	expect("evaluated,interrupt", &of, "yes\tno");
	of.head.flags = CAPTRACE_CHECK_INTERRUPT;
	expect("evaluated,interrupt", &of, "no\tyes");
	of.head.flags = CAPTRACE_CHECK_OUTCOME;
	expect("evaluated,interrupt", &of, "no\tno");
}

static void an_outcome_is_of_its_own_time(void **state)
{
	const struct captrace_outcome outcome = {
		.head = { .time_ns = 5000000000ull, .cpu = 9, .seq = 8 },
		.value = -EACCES,
	};

	(void)state;
	expect_outcome("time,cpu,seq", &outcome, "5.000000\t9\t8");
	expect_outcome("pid,cap,syscall", &outcome,
		       "1244\tCAP_IPC_OWNER\tshmctl");
}

static void a_call_returns_in_its_outcome(void **state)
{
	const struct captrace_check of = check();
	struct captrace_outcome outcome = { .value = -EACCES };

	(void)state;
	expect("return", &of, "-");
	expect_outcome("verdict,return", &outcome, "failed\tEACCES");
	outcome.value = 17;
	expect_outcome("verdict,return", &outcome, "went-on\t17");
	outcome.head.flags = CAPTRACE_OUTCOME_UNKNOWN;
	expect_outcome("verdict,return", &outcome, "unknown\t-");
}

static void numbers_are_written_in_full(void **state)
{
	struct captrace_check of = check();
	char expected[32];
	uint64_t number;

	(void)state;
	for (number = 1; number < UINT64_MAX / 10; number *= 10) {
		of.head.seq = number - 1;
		snprintf(expected, sizeof(expected), "%lu",
			 (unsigned long)number - 1);
		expect("seq", &of, expected);
		of.head.seq = number;
		snprintf(expected, sizeof(expected), "%lu",
			 (unsigned long)number);
		expect("seq", &of, expected);
	}
	for (number = 0; number < 20000; number++) {
		of.head.seq = number;
		snprintf(expected, sizeof(expected), "%lu",
			 (unsigned long)number);
		expect("seq", &of, expected);
	}
	of.head.seq = UINT64_MAX;
	expect("seq", &of, "18446744073709551615");
}

/* Whatever a record holds. */
static void no_field_is_longer_than_its_room(void **state)
{
	const struct names names = { NULL };
	struct captrace_outcome outcome;
	struct captrace_check of;
	const struct line line = {
		.check = &of,
		.names = &names,
		.outcome = &outcome,
	};
	const struct field *field;
	char text[1024];
	int byte;

	(void)state;
	for (byte = 0; byte < 256; byte++) {
		memset(&of, byte, sizeof(of));
		memset(&outcome, byte, sizeof(outcome));
		outcome.head.flags = 0;
		for (field = fields; field->name; field++)
			assert_true(field->put(text, &line) <
				    text + FIELD_SIZE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_happened_when_and_where),
		cmocka_unit_test(who_it_was),
		cmocka_unit_test(names_are_escaped),
		cmocka_unit_test(names_that_are_not_known_are_replaced),
		cmocka_unit_test(names_are_shown_where_they_are_known),
		cmocka_unit_test(each_string_has_room),
		cmocka_unit_test(what_was_asked_and_answered),
		cmocka_unit_test(words_for_what_is_one_of_few),
		cmocka_unit_test(a_capability_helps_who_misses_it),
		cmocka_unit_test(which_system_call_asked),
		cmocka_unit_test(which_user_namespaces),
		cmocka_unit_test(what_the_kernel_was_told),
		cmocka_unit_test(how_it_was_seen),
		cmocka_unit_test(an_outcome_is_of_its_own_time),
		cmocka_unit_test(a_call_returns_in_its_outcome),
		cmocka_unit_test(numbers_are_written_in_full),
		cmocka_unit_test(no_field_is_longer_than_its_room),
	};

	return cmocka_run_group_tests_name("fields", tests, NULL, NULL);
}
