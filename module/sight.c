// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>
#include <linux/user_namespace.h>

#include "compat.h"
#include "sight.h"

struct task_struct *captrace_sight_task;

/* One proof at a time; the probe sees it from within the same task. */
static DEFINE_MUTEX(sight_lock);
static bool begun, followed, ended;

int captrace_sight_prove(void)
{
	unsigned long superpriv = current->flags & PF_SUPERPRIV;
	bool sees;

	mutex_lock(&sight_lock);
	begun = false;
	followed = false;
	ended = false;

	WRITE_ONCE(captrace_sight_task, current);
	barrier();
	compat_ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN);
	barrier();
	WRITE_ONCE(captrace_sight_task, NULL);

	/* A check that no return instance was left for is a counted loss. */
	sees = READ_ONCE(begun) && (READ_ONCE(ended) || !READ_ONCE(followed));
	mutex_unlock(&sight_lock);

	/* Accounting must not say that the opener used a privilege. */
	if (!superpriv)
		current->flags &= ~PF_SUPERPRIV;

	return sees ? 0 : -ENODATA;
}

void captrace_sight_begin(bool is_followed)
{
	WRITE_ONCE(begun, true);
	WRITE_ONCE(followed, is_followed);
}

void captrace_sight_end(void)
{
	WRITE_ONCE(ended, true);
}
