// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "advice.h"
#include "caps.h"
#include "classes.h"
#include "digits.h"
#include "escape.h"
#include "fields.h"
#include "frames.h"
#include "outcomes.h"
#include "stamp.h"
#include "syscalls.h"
#include "words.h"

static char *put_yes_no(char *to, bool yes)
{
	return stpcpy(to, yes ? "yes" : "no");
}

/* A newer module may know values that have no word here. */
/* One that is not known is the number that it is. */
static char *put_word(char *to, const char *word, unsigned int value)
{
	return word ? stpcpy(to, word) : digits_put(to, value);
}

static const struct captrace_head *head(const struct line *line)
{
	return line->outcome ? &line->outcome->head : &line->check->head;
}

static char *put_time(char *to, const struct line *line)
{
	const uint64_t time_ns = head(line)->time_ns;

	if (!line->stamp)
		return digits_put_seconds(to, time_ns);

	return stamp_put(line->stamp, to, time_ns,
			 line->names->realtime_offset_ns);
}

static char *put_cpu(char *to, const struct line *line)
{
	return digits_put(to, head(line)->cpu);
}

static char *put_seq(char *to, const struct line *line)
{
	return digits_put(to, head(line)->seq);
}

static char *put_pid(char *to, const struct line *line)
{
	return digits_put(to, line->check->who.tgid);
}

static char *put_tid(char *to, const struct line *line)
{
	return digits_put(to, line->check->who.tid);
}

static char *put_ppid(char *to, const struct line *line)
{
	return digits_put(to, line->check->who.ppid);
}

static char *put_uid(char *to, const struct line *line)
{
	return digits_put(to, line->check->who.euid);
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
	return digits_put_seconds(to, line->check->who.start_ns);
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
	unsigned int decider = line->check->decided_by;

	return put_word(to, words_decider(decider), decider);
}

static char *put_reason(char *to, const struct line *line)
{
	unsigned int reason = line->check->reason;

	return put_word(to, words_reason(reason), reason);
}

static char *put_cap_add(char *to, const struct line *line)
{
	enum advice advice = advice_cap_add(line->check);

	if (advice == ADVICE_NONE)
		return stpcpy(to, "-");

	return put_yes_no(to, advice == ADVICE_YES);
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
	unsigned int cred = line->check->cred;

	return put_word(to, words_cred(cred), cred);
}

static char *put_userns(char *to, const struct line *line)
{
	return digits_put(to, line->check->userns);
}

static char *put_cred_userns(char *to, const struct line *line)
{
	return digits_put(to, line->check->cred_userns);
}

static char *put_ns(char *to, const struct line *line)
{
	bool initial = line->check->userns == CAPTRACE_USERNS_INIT;

	return stpcpy(to, initial ? "initial" : "other");
}

static char *put_class(char *to, const struct line *line)
{
	unsigned int class = line->check->class;

	return put_word(to, classes_name(class), class);
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
	unsigned int hook = line->check->hook;

	return put_word(to, words_hook(hook), hook);
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
		return digits_put(to, line->check->who.cgroup_id);

	return escape_put(to, cgroup, strlen(cgroup));
}

static char *put_name(char *to, const char *name)
{
	return name ? escape_put(to, name, strlen(name)) : stpcpy(to, "-");
}

static char *put_unit(char *to, const struct line *line)
{
	return put_name(to, line->names->unit);
}

static char *put_container(char *to, const struct line *line)
{
	return put_name(to, line->names->container);
}

static char *put_container_id(char *to, const struct line *line)
{
	return put_name(to, line->names->container_id);
}

static char *put_runtime(char *to, const struct line *line)
{
	return put_name(to, line->names->runtime);
}

static char *put_image(char *to, const struct line *line)
{
	return put_name(to, line->names->image);
}

static char *put_pod(char *to, const struct line *line)
{
	return put_name(to, line->names->pod);
}

static char *put_stack(char *to, const char *stack)
{
	return stack ? frames_put(to, stack) : stpcpy(to, "-");
}

static char *put_kstack(char *to, const struct line *line)
{
	return put_stack(to, line->names->kernel_stack);
}

static char *put_ustack(char *to, const struct line *line)
{
	return put_stack(to, line->names->user_stack);
}

static char *put_return(char *to, const struct line *line)
{
	char buf[OUTCOME_VALUE_SIZE];

	if (!line->outcome)
		return stpcpy(to, "-");

	return stpcpy(to, outcome_value(line->outcome, buf));
}

#define NAME(member) .has_name = true, .name_at = offsetof(struct names, member)

const struct field fields[FIELDS_MAX + 1] = {
	{ "time", "when, in seconds of CLOCK_MONOTONIC; see --time", 13,
	  .put = put_time },
	{ "cpu", "the CPU that it happened on", 3, .put = put_cpu },
	{ "seq", "number of the record on that CPU", 8, .put = put_seq },
	{ "pid", "the process", 7, .put = put_pid },
	{ "tid", "its thread", 7, .put = put_tid },
	{ "ppid", "its parent", 7, .put = put_ppid },
	{ "uid", "effective user id of the credential judged", 5,
	  .put = put_uid },
	{ "exe", "path of the executable, or else comm", 20, .put = put_exe,
	  NAME(exe) },
	{ "comm", "name of the thread", 15, .put = put_comm },
	{ "start", "start of the process, in seconds of CLOCK_BOOTTIME", 13,
	  .put = put_start },
	{ "cap", "the capability", 19, .put = put_cap },
	{ "verdict", "granted, denied; failed, went-on, interrupted, unknown",
	  7, .put = put_verdict },
	{ "by", "whose verdict: capabilities, lsm, all", 12, .put = put_by },
	{ "reason", "why: held, owner, missing, outside, unknown", 7,
	  .put = put_reason },
	{ "cap-add", "would giving the capability have helped: yes, no, -", 7,
	  .put = put_cap_add },
	{ "syscall", "the system call", 12, .put = put_syscall },
	{ "abi", "architecture of the system call", 7, .put = put_abi },
	{ "cred", "credential: own, access, overridden, task, file, kernel", 10,
	  .put = put_cred },
	{ "userns", "user namespace that the check is against", 10,
	  .put = put_userns },
	{ "cred-userns", "user namespace of the credential", 11,
	  .put = put_cred_userns },
	{ "ns", "is userns the initial one: initial, other", 7, .put = put_ns },
	{ "class", "audited, decisive, advisory, borrowed, kernel", 8,
	  .put = put_class },
	{ "audit", "would a denial be logged: yes, no", 5, .put = put_audit },
	{ "setid", "for set*id or setgroups: yes, no", 5, .put = put_setid },
	{ "opts", "options of the check, as the kernel has them", 4,
	  .put = put_opts },
	{ "hook", "where it was seen: return, site, lsm", 6, .put = put_hook },
	{ "evaluated", "verdict is worked out, not seen: yes, no", 9,
	  .put = put_evaluated },
	{ "interrupt", "in an interrupt: yes, no", 9, .put = put_interrupt },
	{ "cgroup", "path of the control group, or else its number", 30,
	  .put = put_cgroup, NAME(cgroup) },
	{ "unit", "the unit of systemd, or -", 20, .put = put_unit,
	  NAME(unit) },
	{ "container", "what the user calls the container, or -", 16,
	  .put = put_container, NAME(container) },
	{ "container-id", "what the runtime calls the container, or -", 16,
	  .put = put_container_id, NAME(container_id) },
	{ "runtime", "what runs the container: docker, podman, ...; or -", 10,
	  .put = put_runtime, NAME(runtime) },
	{ "image", "what the container was made from, or -", 20,
	  .put = put_image, NAME(image) },
	{ "pod", "uid of its pod in Kubernetes, or -", 36, .put = put_pod,
	  NAME(pod) },
	{ "kstack", "stack of the kernel, the innermost first, or -", 40,
	  .put = put_kstack, NAME(kernel_stack) },
	{ "ustack", "stack of the program, the innermost first, or -", 40,
	  .put = put_ustack, NAME(user_stack) },
	{ "return", "what the system call returned; - for a check", 6,
	  .put = put_return },
};
