// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "compat.h"
#include "scope.h"

/* Holds the namespace of a process. */
static int scope_hold_ns(struct captrace_scope_target *target, u64 pid,
			 struct pid_namespace *pid_ns)
{
	struct pid_namespace *active;
	struct task_struct *task = NULL;
	int err = -ESRCH;

	rcu_read_lock();
	if (pid && pid <= PID_MAX_LIMIT)
		task = pid_task(find_pid_ns(pid, pid_ns), PIDTYPE_PID);
	if (task && target->kind == CAPTRACE_TARGET_USERNS) {
		target->user_ns = get_user_ns(__task_cred(task)->user_ns);
		err = 0;
	}
	if (task && target->kind == CAPTRACE_TARGET_PIDNS) {
		active = task_active_pid_ns(task);
		if (active) {
			target->pid_ns = get_pid_ns(active);
			err = 0;
		}
	}
	rcu_read_unlock();

	return err;
}

static int scope_set(struct captrace_scope_target *target,
		     const struct captrace_target *wish,
		     struct pid_namespace *pid_ns)
{
	target->kind = wish->kind;

	switch (wish->kind) {
	case CAPTRACE_TARGET_CGROUP:
		target->cgroup_id = wish->value;
		return IS_ENABLED(CONFIG_CGROUPS) ? 0 : -EOPNOTSUPP;
	case CAPTRACE_TARGET_PIDNS:
	case CAPTRACE_TARGET_USERNS:
		return scope_hold_ns(target, wish->value, pid_ns);
	case CAPTRACE_TARGET_UID:
		target->uid = wish->value;
		return wish->value < U32_MAX ? 0 : -EINVAL;
	default:
		return -EINVAL;
	}
}

int captrace_scope_add(struct captrace_scope *scope,
		       const struct captrace_target *target,
		       struct pid_namespace *pid_ns)
{
	int err;

	if (target->reserved0 ||
	    memchr_inv(target->reserved, 0, sizeof(target->reserved)))
		return -EINVAL;
	if (scope->nr == CAPTRACE_TARGETS_MAX)
		return -ENOSPC;

	err = scope_set(&scope->targets[scope->nr], target, pid_ns);
	if (!err)
		scope->nr++;

	return err;
}

void captrace_scope_clear(struct captrace_scope *scope)
{
	struct captrace_scope_target *target;

	while (scope->nr) {
		target = &scope->targets[--scope->nr];
		if (target->kind == CAPTRACE_TARGET_PIDNS)
			put_pid_ns(target->pid_ns);
		else if (target->kind == CAPTRACE_TARGET_USERNS)
			put_user_ns(target->user_ns);
	}
}

static bool scope_in_cgroup(u64 id)
{
	const struct cgroup *cgroup;
	bool in = false;

	rcu_read_lock();
	cgroup = compat_cgroup_of(current);
	for (; cgroup && !in; cgroup = compat_cgroup_parent(cgroup))
		in = compat_cgroup_id(cgroup) == id;
	rcu_read_unlock();

	return in;
}

static bool scope_in_pid_ns(const struct pid_namespace *pid_ns)
{
	const struct pid_namespace *ns = task_active_pid_ns(current);

	while (ns && ns != pid_ns)
		ns = ns->parent;

	return ns;
}

static bool scope_in_user_ns(const struct user_namespace *user_ns)
{
	const struct user_namespace *ns = current_real_cred()->user_ns;

	while (ns && ns != user_ns)
		ns = ns->parent;

	return ns;
}

static bool scope_has(const struct captrace_scope_target *target)
{
	switch (target->kind) {
	case CAPTRACE_TARGET_CGROUP:
		return scope_in_cgroup(target->cgroup_id);
	case CAPTRACE_TARGET_PIDNS:
		return scope_in_pid_ns(target->pid_ns);
	case CAPTRACE_TARGET_USERNS:
		return scope_in_user_ns(target->user_ns);
	default:
		return from_kuid(&init_user_ns, current_real_cred()->euid) ==
		       target->uid;
	}
}

bool captrace_scope_confines(const struct captrace_scope *scope)
{
	unsigned int i, kinds = 0, within = 0;

	for (i = 0; i < scope->nr; i++) {
		kinds |= BIT(scope->targets[i].kind);
		if (!(within & BIT(scope->targets[i].kind)) &&
		    scope_has(&scope->targets[i]))
			within |= BIT(scope->targets[i].kind);
	}

	return within == kinds;
}
