// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "buckets.h"
#include "component.h"
#include "hash.h"
#include "phases.h"
#include "syscalls.h"

struct root {
	struct phase_root public;
	struct root *next;
	/* The process itself. */
	uint32_t tgid;
	uint64_t start_ns;
	/* It changes its ids or capabilities, with one call after another. */
	bool changing;
	bool steady;
};

struct process {
	struct bucket_entry in;
	const void *stream;
	uint32_t tgid;
	uint64_t start_ns;
	/* NULL in the set-up phase. */
	struct root *root;
	/* It runs a program that prepares, or was forked by one that does. */
	bool prepared;
	/* Where it was when it left that phase, or was forked; may be NULL. */
	char *cgroup;
};

struct phases {
	bool by_cgroup;
	struct buckets processes;
	struct root *roots;
	struct root **last_root;
	/* Of the check that was taken last. */
	enum phase phase;
	const struct root *root;
};

/* The programs that prepare a process for another program. */
static const char *const preparers[] = {
	"conmon",
	"containerd-shim",
	"containerd-shim-runc-v1",
	"containerd-shim-runc-v2",
	"crun",
	"lxc-attach",
	"lxc-execute",
	"lxc-start",
	"runc",
	"systemd-executor",
	"youki",
};

/* How a runtime that runs a copy of itself names it. */
static const char *const prepared_copies[] = {
	"/memfd:crun",
	"/memfd:runc_cloned",
	"/memfd:youki",
	"/memfd:lxc",
};

static bool prepares(const char *exe)
{
	const char *name;
	size_t size;
	size_t i;

	if (!exe)
		return false;

	for (i = 0; i < sizeof(prepared_copies) / sizeof(*prepared_copies);
	     i++) {
		size = strlen(prepared_copies[i]);
		if (!strncmp(exe, prepared_copies[i], size))
			return true;
	}

	name = strrchr(exe, '/');
	name = name ? name + 1 : exe;
	for (i = 0; i < sizeof(preparers) / sizeof(*preparers); i++) {
		if (!strcmp(name, preparers[i]))
			return true;
	}

	return false;
}

struct phases *phases_create(bool by_cgroup)
{
	struct phases *phases = calloc(1, sizeof(*phases));

	if (!phases)
		return NULL;

	if (buckets_init(&phases->processes)) {
		free(phases);
		return NULL;
	}
	phases->by_cgroup = by_cgroup;
	phases->last_root = &phases->roots;

	return phases;
}

static struct process *process_of(struct bucket_entry *in)
{
	return (struct process *)in;
}

void phases_destroy(struct phases *phases)
{
	struct root *root, *next;
	struct bucket_entry *in;
	size_t i;

	if (!phases)
		return;

	for (i = 0; i < phases->processes.nr_buckets; i++) {
		for (in = phases->processes.at[i]; in; in = in->next)
			free(process_of(in)->cgroup);
	}
	buckets_clear(&phases->processes);
	for (root = phases->roots; root; root = next) {
		next = root->next;
		free(root->public.exe);
		free(root);
	}
	free(phases);
}

static uint64_t hash_of(uint32_t tgid, uint64_t start_ns)
{
	return hash_bytes(hash_bytes(HASH_FIRST, &tgid, sizeof(tgid)),
			  &start_ns, sizeof(start_ns));
}

/* Where the process is linked, or would be. */
static struct bucket_entry **find_place(const struct phases *phases,
					uint32_t tgid, uint64_t start_ns,
					const void *stream)
{
	struct bucket_entry **place;
	struct process *process;

	place = buckets_of(&phases->processes, hash_of(tgid, start_ns));
	for (; *place; place = &(*place)->next) {
		process = process_of(*place);
		if (process->tgid == tgid && process->start_ns == start_ns &&
		    process->stream == stream)
			break;
	}

	return place;
}

static struct process *find(const struct phases *phases, uint32_t tgid,
			    uint64_t start_ns, const void *stream)
{
	return process_of(*find_place(phases, tgid, start_ns, stream));
}

/* One that was there, or a new one.  NULL if there is no memory. */
static struct process *ensure(struct phases *phases,
			      const struct captrace_who *who,
			      const struct names *names)
{
	struct process *process;

	process = find(phases, who->tgid, who->start_ns, names->stream);
	if (process)
		return process;

	process = calloc(1, sizeof(*process));
	if (!process)
		return NULL;

	process->in.hash = hash_of(who->tgid, who->start_ns);
	process->tgid = who->tgid;
	process->start_ns = who->start_ns;
	process->stream = names->stream;
	buckets_add(&phases->processes, &process->in);

	return process;
}

static void forget(struct phases *phases, const struct captrace_who *who,
		   const struct names *names)
{
	struct bucket_entry **place =
		find_place(phases, who->tgid, who->start_ns, names->stream);
	struct process *process = process_of(*place);

	if (!process)
		return;

	*place = process->in.next;
	phases->processes.nr--;
	free(process->cgroup);
	free(process);
}

static int note_cgroup(struct phases *phases, struct process *process,
		       const struct names *names)
{
	char *copy = NULL;

	if (!phases->by_cgroup)
		return 0;

	if (names->cgroup) {
		copy = strdup(names->cgroup);
		if (!copy)
			return -ENOMEM;
	}
	free(process->cgroup);
	process->cgroup = copy;

	return 0;
}

/*
 * A process is moved into what is traced.  That it goes deeper into where it is
 * already is its own affair; but the root is not above others in that sense.
 */
static bool has_moved(const struct process *process, const struct names *names)
{
	const char *from = process->cgroup;

	return from && names->cgroup && !component_below(from, names->cgroup);
}

static int begin_tree(struct phases *phases, struct process *process,
		      const struct captrace_who *who, const struct names *names,
		      uint32_t userns)
{
	struct root *root = calloc(1, sizeof(*root));

	if (!root)
		return -ENOMEM;

	root->public.exe = names->exe ? strdup(names->exe) : NULL;
	if (names->exe && !root->public.exe) {
		free(root);
		return -ENOMEM;
	}
	root->public.euid = who->euid;
	root->public.userns = userns;
	root->tgid = who->tgid;
	root->start_ns = who->start_ns;
	*phases->last_root = root;
	phases->last_root = &root->next;
	process->root = root;
	process->prepared = false;

	return note_cgroup(phases, process, names);
}

/*
 * A command is at home where captrace is.  Others may have been put into a
 * namespace that is theirs; their first check tells.
 */
static uint32_t home_of(const struct phases *phases,
			const struct process *process,
			const struct captrace_exec *exec)
{
	if (phases->by_cgroup || process->prepared ||
	    exec->head.flags & CAPTRACE_EXEC_BEFORE)
		return 0;

	return CAPTRACE_USERNS_INIT;
}

static int take_exec(struct phases *phases, const struct captrace_exec *exec,
		     const struct names *names)
{
	struct process *process = ensure(phases, &exec->who, names);

	if (!process)
		return -ENOMEM;

	if (prepares(names->exe)) {
		process->root = NULL;
		process->prepared = true;
		return note_cgroup(phases, process, names);
	}
	if (process->root && !(phases->by_cgroup && has_moved(process, names)))
		return 0;

	return begin_tree(phases, process, &exec->who, names,
			  home_of(phases, process, exec));
}

static int take_fork(struct phases *phases, const struct captrace_fork *fork,
		     const struct names *names)
{
	const struct process *parent;
	struct process *process;

	parent = find(phases, fork->parent_tgid, fork->parent_start_ns,
		      names->stream);
	if (!parent)
		return 0;

	process = ensure(phases, &fork->who, names);
	if (!process)
		return -ENOMEM;

	if (!phases->by_cgroup || !has_moved(parent, names))
		process->root = parent->root;
	process->prepared = parent->prepared;

	return note_cgroup(phases, process, names);
}

/* Calls that change ids or capabilities. */
static bool changes_privileges(const struct captrace_check *check)
{
	static const char *const calls[] = {
		"capset",      "setfsgid",  "setfsuid",	   "setgid",
		"setgid32",    "setgroups", "setgroups32", "setregid",
		"setregid32",  "setresgid", "setresgid32", "setresuid",
		"setresuid32", "setreuid",  "setreuid32",  "setuid",
		"setuid32",
	};
	char buf[SYSCALLS_NUMBER_SIZE];
	const char *name;
	size_t i;

	name = syscalls_name(check->arch, check->syscall, buf);
	for (i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		if (!strcmp(name, calls[i]))
			return true;
	}

	return false;
}

static void watch_root(struct root *root, const struct captrace_check *check)
{
	bool changes;

	if (root->steady || root->tgid != check->who.tgid ||
	    root->start_ns != check->who.start_ns)
		return;

	changes = changes_privileges(check);
	if (root->changing && !changes)
		root->steady = true;
	else if (changes && !check->result)
		root->changing = true;
}

static int take_check(struct phases *phases, const struct captrace_check *check,
		      const struct names *names)
{
	struct process *process = ensure(phases, &check->who, names);
	struct root *root;
	int err;

	if (!process)
		return -ENOMEM;

	phases->phase = PHASE_SETUP;
	phases->root = NULL;

	/* Without an EXEC it is older than the trace, or came into it. */
	if (!process->root && !phases->by_cgroup && !process->prepared &&
	    !prepares(names->exe)) {
		err = begin_tree(phases, process, &check->who, names, 0);
		if (err)
			return err;
	}
	root = process->root;
	if (!root || (phases->by_cgroup && has_moved(process, names)))
		return 0;

	if (!root->public.userns)
		root->public.userns = check->cred_userns;
	watch_root(root, check);
	phases->phase = root->steady ? PHASE_STEADY : PHASE_INIT;
	phases->root = root;

	return 0;
}

int phases_take(struct phases *phases, const union record *record,
		const struct names *names)
{
	switch (record->head.kind) {
	case CAPTRACE_CHECK:
		return take_check(phases, &record->check, names);
	case CAPTRACE_EXEC:
		return take_exec(phases, &record->exec, names);
	case CAPTRACE_FORK:
		return take_fork(phases, &record->fork, names);
	case CAPTRACE_EXIT:
		forget(phases, &record->exit.who, names);
		return 0;
	default:
		return 0;
	}
}

enum phase phases_last(const struct phases *phases,
		       const struct phase_root **root)
{
	*root = phases->root ? &phases->root->public : NULL;

	return phases->phase;
}

bool phases_runs(const struct phases *phases, const struct captrace_who *who,
		 const struct names *names)
{
	const struct process *process =
		find(phases, who->tgid, who->start_ns, names->stream);

	return process && process->root &&
	       !(phases->by_cgroup && has_moved(process, names));
}

const struct phase_root *phases_main(const struct phases *phases)
{
	return phases->roots ? &phases->roots->public : NULL;
}

int phase_parse(const char *name, size_t size, enum phase *phase)
{
	static const char *const names[PHASE_NR] = {
		[PHASE_INIT] = "init",
		[PHASE_STEADY] = "steady",
	};
	unsigned int i;

	for (i = 0; i < PHASE_NR; i++) {
		if (names[i] && strlen(names[i]) == size &&
		    !memcmp(names[i], name, size)) {
			*phase = i;
			return 0;
		}
	}

	return -EINVAL;
}
