// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "caps.h"
#include "classes.h"
#include "escape.h"
#include "fields.h"
#include "outcomes.h"
#include "syscalls.h"

#define NSEC_PER_SEC  1000000000u
#define NSEC_PER_USEC 1000u

/* Decimal digits of the largest number. */
#define U64_DIGITS 20

/* Numbers are most of a line, so they are written two digits at a time. */
static const char pairs[100][3] = {
	"00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11",
	"12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23",
	"24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35",
	"36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47",
	"48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59",
	"60", "61", "62", "63", "64", "65", "66", "67", "68", "69", "70", "71",
	"72", "73", "74", "75", "76", "77", "78", "79", "80", "81", "82", "83",
	"84", "85", "86", "87", "88", "89", "90", "91", "92", "93", "94", "95",
	"96", "97", "98", "99"
};

static char *put_pair(char *to, unsigned int number)
{
	return mempcpy(to, pairs[number], 2);
}

static size_t count_digits(uint64_t number)
{
	uint64_t limit = 10;
	size_t nr = 1;

	while (nr < U64_DIGITS && number >= limit) {
		limit *= 10;
		nr++;
	}

	return nr;
}

static char *put_number(char *to, uint64_t number)
{
	char *end = to + count_digits(number);
	char *at = end;

	for (; number >= 100; number /= 100) {
		at -= 2;
		put_pair(at, number % 100);
	}
	if (number >= 10)
		put_pair(to, number);
	else
		*to = '0' + number;

	return end;
}

static char *put_micros(char *to, unsigned int micros)
{
	to = put_pair(to, micros / 10000);
	to = put_pair(to, micros / 100 % 100);
	return put_pair(to, micros % 100);
}

static char *put_seconds(char *to, uint64_t time_ns)
{
	to = put_number(to, time_ns / NSEC_PER_SEC);
	*to++ = '.';
	return put_micros(to, time_ns % NSEC_PER_SEC / NSEC_PER_USEC);
}

static char *put_yes_no(char *to, bool yes)
{
	return stpcpy(to, yes ? "yes" : "no");
}

/* A newer module may know values that have no word here. */
#define put_word(to, words, value) \
	put_word_of(to, words, sizeof(words) / sizeof((words)[0]), value)

static char *put_word_of(char *to, const char *const *words, size_t nr_words,
			 unsigned int value)
{
	if (value >= nr_words)
		return put_number(to, value);

	return stpcpy(to, words[value]);
}

static const struct captrace_head *head(const struct line *line)
{
	return line->outcome ? &line->outcome->head : &line->check->head;
}

static char *put_time(char *to, const struct line *line)
{
	return put_seconds(to, head(line)->time_ns);
}

static char *put_cpu(char *to, const struct line *line)
{
	return put_number(to, head(line)->cpu);
}

static char *put_seq(char *to, const struct line *line)
{
	return put_number(to, head(line)->seq);
}

static char *put_pid(char *to, const struct line *line)
{
	return put_number(to, line->check->who.tgid);
}

static char *put_tid(char *to, const struct line *line)
{
	return put_number(to, line->check->who.tid);
}

static char *put_ppid(char *to, const struct line *line)
{
	return put_number(to, line->check->who.ppid);
}

static char *put_uid(char *to, const struct line *line)
{
	return put_number(to, line->check->who.euid);
}

static char *put_comm(char *to, const struct line *line)
{
	const char *comm = (const char *)line->check->who.comm;

	return escape_put(to, comm, strnlen(comm, CAPTRACE_COMM_SIZE));
}

static char *put_exe(char *to, const struct line *line)
{
	const char *exe = line->names->exe;

	return exe ? escape_put(to, exe, strlen(exe)) : put_comm(to, line);
}

static char *put_start(char *to, const struct line *line)
{
	return put_seconds(to, line->check->who.start_ns);
}

static char *put_cap(char *to, const struct line *line)
{
	char name[CAPS_NAME_SIZE];

	return stpcpy(to, caps_name(line->check->cap, name));
}

static char *put_verdict(char *to, const struct line *line)
{
	if (line->outcome)
		return stpcpy(to, outcome_verdict(line->outcome));

	if (line->check->result)
		return stpcpy(to, "denied");

	return stpcpy(to, "granted");
}

static char *put_by(char *to, const struct line *line)
{
	static const char *const deciders[] = {
		[CAPTRACE_DECIDER_CAPABILITIES] = "capabilities",
		[CAPTRACE_DECIDER_LSM] = "lsm",
		[CAPTRACE_DECIDER_ALL] = "all",
	};

	return put_word(to, deciders, line->check->decided_by);
}

static char *put_reason(char *to, const struct line *line)
{
	static const char *const reasons[] = {
		[CAPTRACE_REASON_UNKNOWN] = "unknown",
		[CAPTRACE_REASON_HELD] = "held",
		[CAPTRACE_REASON_OWNER] = "owner",
		[CAPTRACE_REASON_MISSING] = "missing",
		[CAPTRACE_REASON_OUTSIDE] = "outside",
	};

	return put_word(to, reasons, line->check->reason);
}

static bool would_help(const struct captrace_check *check)
{
	return check->reason == CAPTRACE_REASON_MISSING &&
	       check->decided_by != CAPTRACE_DECIDER_LSM &&
	       check->cred == CAPTRACE_CRED_OWN;
}

/* Of a user who is not root, access(2) takes away whatever is given. */
static char *put_cap_add(char *to, const struct line *line)
{
	const struct captrace_check *check = line->check;

	if (!check->result || check->cred == CAPTRACE_CRED_ACCESS)
		return stpcpy(to, "-");

	return put_yes_no(to, would_help(check));
}

static char *put_syscall(char *to, const struct line *line)
{
	const struct captrace_check *check = line->check;
	char number[SYSCALLS_NUMBER_SIZE];

	return stpcpy(to, syscalls_name(check->arch, check->syscall, number));
}

static char *put_abi(char *to, const struct line *line)
{
	const struct captrace_check *check = line->check;
	char buf[SYSCALLS_ABI_SIZE];

	if (check->syscall == -1)
		return stpcpy(to, "-");

	return stpcpy(to, syscalls_abi(check->arch, check->syscall, buf));
}

static char *put_cred(char *to, const struct line *line)
{
	static const char *const creds[] = {
		[CAPTRACE_CRED_OWN] = "own",
		[CAPTRACE_CRED_ACCESS] = "access",
		[CAPTRACE_CRED_OVERRIDDEN] = "overridden",
		[CAPTRACE_CRED_TASK] = "task",
		[CAPTRACE_CRED_FILE] = "file",
		[CAPTRACE_CRED_KERNEL] = "kernel",
	};

	return put_word(to, creds, line->check->cred);
}

static char *put_userns(char *to, const struct line *line)
{
	return put_number(to, line->check->userns);
}

static char *put_cred_userns(char *to, const struct line *line)
{
	return put_number(to, line->check->cred_userns);
}

static char *put_ns(char *to, const struct line *line)
{
	bool initial = line->check->userns == CAPTRACE_USERNS_INIT;

	return stpcpy(to, initial ? "initial" : "other");
}

static char *put_class(char *to, const struct line *line)
{
	const char *name = classes_name(line->check->class);

	return name ? stpcpy(to, name) : put_number(to, line->check->class);
}

static char *put_audit(char *to, const struct line *line)
{
	return put_yes_no(to, !(line->check->opts & CAPTRACE_OPT_NOAUDIT));
}

static char *put_setid(char *to, const struct line *line)
{
	return put_yes_no(to, line->check->opts & CAPTRACE_OPT_INSETID);
}

static char *put_opts(char *to, const struct line *line)
{
	return to + sprintf(to, "0x%x", line->check->opts);
}

static char *put_hook(char *to, const struct line *line)
{
	static const char *const hooks[] = {
		[CAPTRACE_HOOK_RETURN] = "return",
		[CAPTRACE_HOOK_SITE] = "site",
		[CAPTRACE_HOOK_LSM] = "lsm",
	};

	return put_word(to, hooks, line->check->hook);
}

static char *put_evaluated(char *to, const struct line *line)
{
	unsigned int flags = line->check->head.flags;

	return put_yes_no(to, flags & CAPTRACE_CHECK_EVALUATED);
}

static char *put_interrupt(char *to, const struct line *line)
{
	unsigned int flags = line->check->head.flags;

	return put_yes_no(to, flags & CAPTRACE_CHECK_INTERRUPT);
}

static char *put_cgroup(char *to, const struct line *line)
{
	const char *cgroup = line->names->cgroup;

	if (!cgroup)
		return put_number(to, line->check->who.cgroup_id);

	return escape_put(to, cgroup, strlen(cgroup));
}

static char *put_return(char *to, const struct line *line)
{
	char buf[OUTCOME_VALUE_SIZE];

	if (!line->outcome)
		return stpcpy(to, "-");

	return stpcpy(to, outcome_value(line->outcome, buf));
}

const struct field fields[FIELDS_MAX + 1] = {
	{ "time", "when, in seconds of CLOCK_MONOTONIC", put_time },
	{ "cpu", "the CPU that it happened on", put_cpu },
	{ "seq", "number of the record on that CPU", put_seq },
	{ "pid", "the process", put_pid },
	{ "tid", "its thread", put_tid },
	{ "ppid", "its parent", put_ppid },
	{ "uid", "effective user id of the credential judged", put_uid },
	{ "exe", "path of the executable, or else comm", put_exe },
	{ "comm", "name of the thread", put_comm },
	{ "start", "start of the process, in seconds of CLOCK_BOOTTIME",
	  put_start },
	{ "cap", "the capability", put_cap },
	{ "verdict", "granted, denied; failed, went-on, interrupted, unknown",
	  put_verdict },
	{ "by", "whose verdict: capabilities, lsm, all", put_by },
	{ "reason", "why: held, owner, missing, outside, unknown", put_reason },
	{ "cap-add", "would giving the capability have helped: yes, no, -",
	  put_cap_add },
	{ "syscall", "the system call", put_syscall },
	{ "abi", "architecture of the system call", put_abi },
	{ "cred", "credential: own, access, overridden, task, file, kernel",
	  put_cred },
	{ "userns", "user namespace that the check is against", put_userns },
	{ "cred-userns", "user namespace of the credential", put_cred_userns },
	{ "ns", "is userns the initial one: initial, other", put_ns },
	{ "class", "audited, decisive, advisory, borrowed, kernel", put_class },
	{ "audit", "would a denial be logged: yes, no", put_audit },
	{ "setid", "for set*id or setgroups: yes, no", put_setid },
	{ "opts", "options of the check, as the kernel has them", put_opts },
	{ "hook", "where it was seen: return, site, lsm", put_hook },
	{ "evaluated", "verdict is worked out, not seen: yes, no",
	  put_evaluated },
	{ "interrupt", "in an interrupt: yes, no", put_interrupt },
	{ "cgroup", "path of the control group, or else its number",
	  put_cgroup },
	{ "return", "what the system call returned; - for a check",
	  put_return },
};
