/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SCOPE_H
#define CAPTRACE_SCOPE_H

#include <linux/captrace.h>
#include <linux/types.h>

struct pid_namespace;
struct user_namespace;

/* The control groups, namespaces and users that a session is confined to. */
struct captrace_scope {
	unsigned int nr;
	struct captrace_scope_target {
		enum captrace_target_kind kind;
		union {
			u64 cgroup_id;
			struct pid_namespace *pid_ns;
			struct user_namespace *user_ns;
			u32 uid;
		};
	} targets[CAPTRACE_TARGETS_MAX];
};

/*
 * As CAPTRACE_IOC_TARGET (linux/captrace.h), pids being those of pid_ns.  No
 * probe may look at the scope meanwhile.
 */
int captrace_scope_add(struct captrace_scope *scope,
		       const struct captrace_target *target,
		       struct pid_namespace *pid_ns);

/* Lets go of all that the scope holds.  May sleep. */
void captrace_scope_clear(struct captrace_scope *scope);

/* Is the current task within?  Probe context. */
bool captrace_scope_confines(const struct captrace_scope *scope);

static inline bool
captrace_scope_has_current(const struct captrace_scope *scope)
{
	return likely(!scope->nr) || captrace_scope_confines(scope);
}

#endif
