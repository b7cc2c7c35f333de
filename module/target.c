// SPDX-License-Identifier: GPL-2.0-only
#include <linux/errno.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "compat.h"
#include "filter.h"
#include "list.h"
#include "session.h"
#include "target.h"

/*
 * Births and deaths must be seen before the first pid is in the set, so that
 * the set never holds the number of a process that is gone.
 */
static int target_track(struct captrace_session *session)
{
	int err;

	if (!session->pids) {
		/* Probes would find it half made. */
		if (session->published || session->state != SESSION_SETUP)
			return -EBUSY;

		session->pids = captrace_pidset_create();
		if (!session->pids)
			return -ENOMEM;
		captrace_list_publish(session);
	}

	err = captrace_session_arm(session, CAPTRACE_SOURCE_BIRTH);
	if (!err)
		err = captrace_session_arm(session, CAPTRACE_SOURCE_DEATH);

	return err;
}

/*
 * Calls change() with the tgid of a process.  If it is dying, it may already
 * have passed the place where the set learns of that: then it must not stay.
 */
static int target_apply(struct captrace_session *session,
			struct task_struct *task,
			int (*change)(struct captrace_pidset *, pid_t))
{
	int err = change(session->pids, task->tgid);

	/* Ordered by the full barriers of change() and of do_exit(). */
	if (atomic_read(&task->signal->live))
		return err;

	captrace_pidset_remove(session->pids, task->tgid);
	return -ESRCH;
}

/* The same for the number of any thread; tells the process that it is of. */
static int target_set(struct captrace_session *session, pid_t nr,
		      int (*change)(struct captrace_pidset *, pid_t),
		      pid_t *tgid)
{
	struct task_struct *task;
	int err = -ESRCH;

	rcu_read_lock();
	task = pid_task(find_pid_ns(nr, session->pid_ns), PIDTYPE_PID);
	if (task) {
		*tgid = task->tgid;
		err = target_apply(session, task, change);
	}
	rcu_read_unlock();

	return err;
}

static int target_add(struct captrace_pidset *set, pid_t tgid)
{
	captrace_pidset_add(set, tgid);
	return 0;
}

static int target_remove(struct captrace_pidset *set, pid_t tgid)
{
	return captrace_pidset_remove(set, tgid) ? 0 : -ENOENT;
}

/* Those that a walk through all processes finds: another may find more. */
static bool target_grow(struct captrace_session *session,
			struct captrace_pidset *tree)
{
	struct task_struct *task, *parent;
	bool grown = false;

	rcu_read_lock();
	for_each_process(task) {
		parent = rcu_dereference(task->real_parent);
		if (!captrace_pidset_has(tree, parent->tgid) ||
		    captrace_pidset_has(tree, task->tgid) ||
		    task->tgid == session->self_tgid)
			continue;

		/* First of all followed, so that the children it has are. */
		target_apply(session, task, target_add);
		captrace_pidset_add(tree, task->tgid);
		grown = true;
	}
	rcu_read_unlock();

	return grown;
}

/*
 * The tree has a set of its own, as other processes of the session's are not
 * to bring their children in.
 */
static int target_add_tree(struct captrace_session *session, pid_t nr)
{
	struct captrace_pidset *tree;
	pid_t root;
	int err;

	tree = captrace_pidset_create();
	if (!tree)
		return -ENOMEM;

	err = target_set(session, nr, target_add, &root);
	if (!err) {
		captrace_pidset_add(tree, root);
		while (target_grow(session, tree))
			cond_resched();
	}
	captrace_pidset_destroy(tree);

	return err;
}

int captrace_target_change(struct captrace_session *session,
			   const struct captrace_pids *pids)
{
	bool clears = pids->op == CAPTRACE_PIDS_CLEAR;
	pid_t tgid;
	int err;

	if (memchr_inv(pids->reserved, 0, sizeof(pids->reserved)) ||
	    pids->op < CAPTRACE_PIDS_ADD || pids->op > CAPTRACE_PIDS_ADD_TREE ||
	    clears == !!pids->pid)
		return -EINVAL;
	if (pids->op == CAPTRACE_PIDS_ADD_TREE &&
	    !(session->filter.flags & CAPTRACE_FILTER_FOLLOW))
		return -EINVAL;
	if (session->state == SESSION_STOPPED)
		return -EBUSY;

	err = target_track(session);
	if (!err && pids->op == CAPTRACE_PIDS_ADD_AT_EXEC)
		err = captrace_session_arm(session, CAPTRACE_SOURCE_EXEC);
	if (err)
		return err;

	switch (pids->op) {
	case CAPTRACE_PIDS_ADD:
		return target_set(session, pids->pid, target_add, &tgid);
	case CAPTRACE_PIDS_ADD_AT_EXEC:
		return target_set(session, pids->pid, captrace_pidset_await,
				  &tgid);
	case CAPTRACE_PIDS_REMOVE:
		return target_set(session, pids->pid, target_remove, &tgid);
	case CAPTRACE_PIDS_ADD_TREE:
		return target_add_tree(session, pids->pid);
	default:
		captrace_pidset_clear(session->pids);
		return 0;
	}
}
