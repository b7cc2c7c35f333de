// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cred.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "ask.h"
#include "compat.h"
#include "syscall.h"

static bool ask_is_access(const struct captrace_ask *ask)
{
#ifdef COMPAT_CRED_TELLS_ACCESS
	return compat_cred_is_access(ask->cred);
#else
	return captrace_syscall_is_access();
#endif
}

/*
 * A task has two credentials: an objective one, by which others judge it, and a
 * subjective one, with which it acts.  They differ while the kernel lends it
 * another one.
 */
static enum captrace_cred ask_whose(const struct captrace_ask *ask)
{
	const struct cred *objective = rcu_access_pointer(current->real_cred);

	if (likely(ask->cred == objective))
		return current->flags & PF_KTHREAD ? CAPTRACE_CRED_KERNEL :
						     CAPTRACE_CRED_OWN;
	if (ask->cred == current_cred())
		return ask_is_access(ask) ? CAPTRACE_CRED_ACCESS :
					    CAPTRACE_CRED_OVERRIDDEN;

	return captrace_syscall_judges_tasks() ? CAPTRACE_CRED_TASK :
						 CAPTRACE_CRED_FILE;
}

static enum captrace_class ask_class(const struct captrace_ask *ask)
{
	if (unlikely(current->flags & PF_KTHREAD))
		return CAPTRACE_CLASS_KERNEL;
	if (unlikely(ask->whose == CAPTRACE_CRED_OVERRIDDEN))
		return CAPTRACE_CLASS_BORROWED;
	if (likely(!(ask->opts & CAPTRACE_OPT_NOAUDIT)))
		return CAPTRACE_CLASS_AUDITED;
	if (ask->cap == CAP_SYS_ADMIN && captrace_syscall_installs_sandbox())
		return CAPTRACE_CLASS_DECISIVE;

	return CAPTRACE_CLASS_ADVISORY;
}

void captrace_ask_classify(struct captrace_ask *ask)
{
	ask->whose = ask_whose(ask);
	ask->class = ask_class(ask);
}

/*
 * The rule of cap_capable(), the same since user namespaces have owners: a
 * capability counts in the namespace of its credential and in all below, and
 * whoever made a namespace has all capabilities in it.
 */
static enum captrace_reason ask_reason(const struct captrace_ask *ask)
{
	const struct user_namespace *home = ask->cred->user_ns;
	const struct user_namespace *ns = ask->userns;

	if (unlikely(ask->cap > CAP_LAST_CAP))
		return CAPTRACE_REASON_UNKNOWN;

	for (; ns != home; ns = ns->parent) {
		if (ns->level <= home->level)
			return CAPTRACE_REASON_OUTSIDE;
		if (ns->parent == home && uid_eq(ns->owner, ask->cred->euid))
			return CAPTRACE_REASON_OWNER;
	}

	return cap_raised(ask->cred->cap_effective, ask->cap) ?
		       CAPTRACE_REASON_HELD :
		       CAPTRACE_REASON_MISSING;
}

void captrace_ask_examine(struct captrace_ask *ask)
{
	ask->reason = ask_reason(ask);
	ask->userns_nr = ask->userns->ns.inum;
	ask->cred_userns_nr = ask->cred->user_ns->ns.inum;
	ask->euid = from_kuid_munged(&init_user_ns, ask->cred->euid);
}
