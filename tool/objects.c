// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>
#include <sys/wait.h>

#include "advice.h"
#include "caps.h"
#include "classes.h"
#include "errors.h"
#include "members.h"
#include "objects.h"
#include "outcomes.h"
#include "syscalls.h"
#include "words.h"

static void put_when(struct members *members, const char *kind,
		     uint64_t time_ns, const struct names *names)
{
	uint64_t offset_ns = names->realtime_offset_ns;

	members_word(members, "kind", kind);
	members_big(members, "time_ns", time_ns);
	if (offset_ns)
		members_time(members, "wall_time", time_ns + offset_ns);
}

static void put_place(struct members *members, const struct captrace_head *head)
{
	members_number(members, "cpu", head->cpu);
	members_count(members, "seq", head->seq);
}

static void put_process(struct members *members, const struct captrace_who *who,
			const struct names *names)
{
	const char *comm = (const char *)who->comm;
	struct members process;

	members_begin(&process);
	members_number(&process, "pid", who->tgid);
	members_number(&process, "tid", who->tid);
	members_number(&process, "ppid", who->ppid);
	members_number(&process, "uid", who->euid);
	members_big(&process, "start_ns", who->start_ns);
	members_bytes(&process, "comm", comm,
		      strnlen(comm, CAPTRACE_COMM_SIZE));
	members_string(&process, "exe", names->exe);
	members_object(members, "process", &process);
}

static void put_cgroup(struct members *members, const struct captrace_who *who,
		       const struct names *names)
{
	struct members cgroup;

	members_begin(&cgroup);
	if (who->cgroup_id)
		members_big(&cgroup, "id", who->cgroup_id);
	members_string(&cgroup, "path", names->cgroup);
	members_string(&cgroup, "unit", names->unit);
	members_object(members, "cgroup", &cgroup);
}

static void put_container(struct members *members, const struct names *names)
{
	struct members container;

	members_begin(&container);
	members_string(&container, "runtime", names->runtime);
	members_string(&container, "id", names->container_id);
	members_string(&container, "name", names->container);
	members_string(&container, "image", names->image);
	members_string(&container, "pod", names->pod);
	members_object(members, "container", &container);
}

static void put_who(struct members *members, const struct captrace_who *who,
		    const struct names *names)
{
	put_process(members, who, names);
	put_cgroup(members, who, names);
	put_container(members, names);
}

static void put_cap(struct members *members, const struct captrace_check *check)
{
	char name[CAPS_NAME_SIZE];

	members_number(members, "cap", check->cap);
	members_word(members, "cap_name", caps_name(check->cap, name));
}

static void put_result(struct members *members,
		       const struct captrace_check *check)
{
	enum advice cap_add = advice_cap_add(check);
	int64_t result = check->result;

	members_word(members, "verdict", result ? "denied" : "granted");
	members_number(members, "result", result);
	if (result < 0 && result >= INT16_MIN)
		members_word(members, "result_name", errors_name(-result));
	members_word_of(members, "decided_by", words_decider(check->decided_by),
			check->decided_by);
	members_word_of(members, "reason", words_reason(check->reason),
			check->reason);
	if (cap_add != ADVICE_NONE)
		members_flag(members, "cap_add", cap_add == ADVICE_YES);
}

static void put_syscall(struct members *members,
			const struct captrace_check *check)
{
	char number[SYSCALLS_NUMBER_SIZE];
	char abi[SYSCALLS_ABI_SIZE];
	const char *name;

	if (check->syscall == -1)
		return;

	name = syscalls_name(check->arch, check->syscall, number);
	members_number(members, "syscall", check->syscall);
	members_word(members, "syscall_name", name == number ? NULL : name);
	members_number(members, "arch", check->arch);
	members_word(members, "abi",
		     syscalls_abi(check->arch, check->syscall, abi));
}

static void put_nature(struct members *members,
		       const struct captrace_check *check)
{
	unsigned int flags = check->head.flags;

	members_word_of(members, "class", classes_name(check->class),
			check->class);
	members_flag(members, "audit", !(check->opts & CAPTRACE_OPT_NOAUDIT));
	members_flag(members, "setid", check->opts & CAPTRACE_OPT_INSETID);
	members_number(members, "opts", check->opts);
	members_word_of(members, "cred", words_cred(check->cred), check->cred);
	members_number(members, "userns", check->userns);
	members_number(members, "cred_userns", check->cred_userns);
	members_word(members, "ns",
		     check->userns == CAPTRACE_USERNS_INIT ? "initial" :
							     "other");
	members_word_of(members, "hook", words_hook(check->hook), check->hook);
	members_flag(members, "evaluated", flags & CAPTRACE_CHECK_EVALUATED);
	members_flag(members, "interrupt", flags & CAPTRACE_CHECK_INTERRUPT);
}

static void put_call(struct members *members,
		     const struct captrace_check *check)
{
	if (check->head.flags & CAPTRACE_CHECK_OUTCOME)
		members_count(members, "call", check->call);
}

static void put_stacks(struct members *members,
		       const struct captrace_check *check,
		       const struct names *names)
{
	if (check->head.flags & CAPTRACE_CHECK_NO_STACK)
		members_flag(members, "stack_missing", true);
	members_lines(members, "kernel_stack", names->kernel_stack);
	members_lines(members, "user_stack", names->user_stack);
}

static void put_check(struct members *members, const union record *record,
		      const struct names *names)
{
	const struct captrace_check *check = &record->check;

	put_when(members, "check", check->head.time_ns, names);
	put_place(members, &check->head);
	put_who(members, &check->who, names);
	put_cap(members, check);
	put_result(members, check);
	put_syscall(members, check);
	put_nature(members, check);
	put_call(members, check);
	put_stacks(members, check, names);
}

static void put_return(struct members *members,
		       const struct captrace_outcome *result)
{
	char number[OUTCOME_VALUE_SIZE];
	const char *name = outcome_value(result, number);

	members_word(members, "verdict", outcome_verdict(result));
	if (result->head.flags & CAPTRACE_OUTCOME_UNKNOWN)
		return;

	members_big_signed(members, "return", result->value);
	members_word(members, "return_name", name == number ? NULL : name);
}

static void put_exec(struct members *members, const union record *record,
		     const struct names *names)
{
	const struct captrace_exec *exec = &record->exec;
	unsigned int flags = exec->head.flags;

	put_when(members, "exec", exec->head.time_ns, names);
	put_place(members, &exec->head);
	put_who(members, &exec->who, names);
	members_flag(members, "as_given", flags & CAPTRACE_EXEC_AS_GIVEN);
	members_flag(members, "cut", flags & CAPTRACE_EXEC_CUT);
	members_flag(members, "before", flags & CAPTRACE_EXEC_BEFORE);
}

static void put_fork(struct members *members, const union record *record,
		     const struct names *names)
{
	const struct captrace_fork *fork = &record->fork;
	struct members parent;

	put_when(members, "fork", fork->head.time_ns, names);
	put_place(members, &fork->head);
	put_who(members, &fork->who, names);
	members_begin(&parent);
	members_number(&parent, "pid", fork->parent_tgid);
	members_big(&parent, "start_ns", fork->parent_start_ns);
	members_object(members, "parent", &parent);
}

static void put_exit(struct members *members, const union record *record,
		     const struct names *names)
{
	const struct captrace_exit *exit = &record->exit;
	int status = exit->status;

	put_when(members, "exit", exit->head.time_ns, names);
	put_place(members, &exit->head);
	put_who(members, &exit->who, names);
	members_number(members, "status", exit->status);
	if (WIFEXITED(status)) {
		members_number(members, "exit_code", WEXITSTATUS(status));
	} else if (WIFSIGNALED(status)) {
		members_number(members, "signal", WTERMSIG(status));
		members_flag(members, "core_dumped", WCOREDUMP(status));
	}
}

static void put_lost(struct members *members, const union record *record,
		     const struct names *names)
{
	const struct captrace_lost *lost = &record->lost;

	put_when(members, "lost", lost->head.time_ns, names);
	members_number(members, "cpu", lost->head.cpu);
	members_count(members, "full", lost->full);
	members_count(members, "missed", lost->missed);
	members_count(members, "events", lost->events);
	members_big(members, "first_ns", lost->first_ns);
	members_big(members, "last_ns", lost->last_ns);
}

static void put_blind(struct members *members, const union record *record,
		      const struct names *names)
{
	const struct captrace_blind *blind = &record->blind;

	put_when(members, "blind", blind->head.time_ns, names);
	put_place(members, &blind->head);
	members_big(members, "since_ns", blind->since_ns);
	members_big(members, "until_ns", blind->until_ns);
}

static void put_end(struct members *members, const union record *record,
		    const struct names *names)
{
	const struct captrace_counters *counters = &record->end.counters;
	struct members hidden;
	unsigned int class;

	put_when(members, "end", record->head.time_ns, names);
	members_count(members, "delivered", counters->delivered);
	members_count(members, "lost_full", counters->lost_full);
	members_count(members, "lost_missed", counters->lost_missed);
	members_count(members, "lost_events", counters->lost_events);
	members_begin(&hidden);
	for (class = 0; class < CAPTRACE_NR_CLASSES; class ++)
		members_count(&hidden, classes_name(class),
			      counters->hidden[class]);
	members_object(members, "hidden", &hidden);
	members_count(members, "unseen", counters->unseen);
	members_big(members, "blind_ns", counters->blind_ns);
}

static void (*const kinds[])(struct members *members,
			     const union record *record,
			     const struct names *names) = {
	[CAPTRACE_CHECK] = put_check, [CAPTRACE_EXEC] = put_exec,
	[CAPTRACE_FORK] = put_fork,   [CAPTRACE_EXIT] = put_exit,
	[CAPTRACE_LOST] = put_lost,   [CAPTRACE_BLIND] = put_blind,
	[CAPTRACE_END] = put_end,
};

void objects_record(struct members *members, const union record *record,
		    const struct names *names)
{
	unsigned int kind = record->head.kind;

	if (kind < sizeof(kinds) / sizeof(kinds[0]) && kinds[kind])
		kinds[kind](members, record, names);
}

void objects_outcome(struct members *members, const struct outcome *outcome)
{
	const struct captrace_outcome *result = &outcome->result;
	const struct captrace_check *check = &outcome->check;
	struct members of;

	put_when(members, "outcome", result->head.time_ns, &outcome->names);
	put_who(members, &check->who, &outcome->names);
	put_cap(members, check);
	put_return(members, result);
	put_syscall(members, check);
	put_call(members, check);
	members_begin(&of);
	put_place(&of, &check->head);
	members_object(members, "check", &of);
}
