// SPDX-License-Identifier: GPL-2.0-only
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>

#include "compat.h"
#include "list.h"
#include "session.h"

/* Protects what follows, and which sessions run. */
static DEFINE_MUTEX(list_lock);
static struct captrace_session __rcu *slots[CAPTRACE_LIST_MAX];
static unsigned int nr_slots;
static unsigned int nr_open;
static unsigned int nr_max;
static atomic_long_t generation;

void captrace_list_init(unsigned int max_sessions)
{
	nr_max = clamp_t(unsigned int, max_sessions, 1, CAPTRACE_LIST_MAX);
}

unsigned int captrace_list_max(void)
{
	return nr_max;
}

int captrace_list_reserve(void)
{
	int err = -EBUSY;

	mutex_lock(&list_lock);
	if (nr_open < nr_max) {
		nr_open++;
		err = 0;
	}
	mutex_unlock(&list_lock);

	return err;
}

void captrace_list_unreserve(void)
{
	mutex_lock(&list_lock);
	nr_open--;
	mutex_unlock(&list_lock);
}

void captrace_list_publish(struct captrace_session *session)
{
	unsigned int slot = 0;

	if (session->published)
		return;

	mutex_lock(&list_lock);
	/* There are as many slots as sessions may be open. */
	while (rcu_access_pointer(slots[slot]))
		slot++;
	session->slot = slot;
	session->published = true;
	rcu_assign_pointer(slots[slot], session);
	WRITE_ONCE(nr_slots, max(nr_slots, slot + 1));
	mutex_unlock(&list_lock);
}

void captrace_list_unpublish(struct captrace_session *session)
{
	if (!session->published)
		return;

	mutex_lock(&list_lock);
	session->published = false;
	RCU_INIT_POINTER(slots[session->slot], NULL);
	while (nr_slots && !rcu_access_pointer(slots[nr_slots - 1]))
		WRITE_ONCE(nr_slots, nr_slots - 1);
	mutex_unlock(&list_lock);

	compat_synchronize_handlers();
}

void captrace_list_run(struct captrace_session *session)
{
	mutex_lock(&list_lock);
	session->generation = atomic_long_inc_return(&generation);
	/* Whoever finds it running finds it whole. */
	atomic_set_release(&session->running, 1);
	mutex_unlock(&list_lock);
}

void captrace_list_halt(struct captrace_session *session)
{
	mutex_lock(&list_lock);
	atomic_set(&session->running, 0);
	mutex_unlock(&list_lock);
}

void captrace_list_visit(void (*visit)(struct captrace_session *session,
				       void *data),
			 void *data)
{
	struct captrace_session *session;
	unsigned int slot;

	mutex_lock(&list_lock);
	for (slot = 0; slot < nr_slots; slot++) {
		session = rcu_dereference_protected(
			slots[slot], lockdep_is_held(&list_lock));
		if (session)
			visit(session, data);
	}
	mutex_unlock(&list_lock);
}

struct captrace_session *captrace_list_at(unsigned int slot)
{
	return rcu_dereference_sched(slots[slot]);
}

unsigned int captrace_list_slots(void)
{
	return READ_ONCE(nr_slots);
}

unsigned long captrace_list_generation(void)
{
	/* Ordered before the reads of the slots. */
	return atomic_long_read_acquire(&generation);
}
