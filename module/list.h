/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_LIST_H
#define CAPTRACE_LIST_H

#include <linux/types.h>

struct captrace_session;

/* One bit of a u64 for each. */
#define CAPTRACE_LIST_MAX 64

/*
 * The sessions that there are, and the slots in which probes find those that
 * may want something.
 */

/* How many there may be; brought within bounds.  When the module loads. */
void captrace_list_init(unsigned int max_sessions);
unsigned int captrace_list_max(void);

/* A place for one session more, -EBUSY if there is none. */
int captrace_list_reserve(void);
void captrace_list_unreserve(void);

/*
 * Puts a session where probes find it, if it is not there; takes it away, if
 * it is, and waits until no handler can have it any more.  Under its lock.
 */
void captrace_list_publish(struct captrace_session *session);
void captrace_list_unpublish(struct captrace_session *session);

/* From here on, or no longer, checks are wanted.  Under its lock. */
void captrace_list_run(struct captrace_session *session);
void captrace_list_halt(struct captrace_session *session);

/*
 * Calls visit() with each published session.  Process context; sessions come
 * and go, start and stop before or after it, but not meanwhile.
 */
void captrace_list_visit(void (*visit)(struct captrace_session *session,
				       void *data),
			 void *data);

/*
 * Probe context.  The session in a slot below captrace_list_slots(), or NULL;
 * it stays until the handler returns.
 */
struct captrace_session *captrace_list_at(unsigned int slot);
unsigned int captrace_list_slots(void);

/* Grows with each start; session->generation is its value after that. */
unsigned long captrace_list_generation(void);

#endif
