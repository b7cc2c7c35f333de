// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitops.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/threads.h>

#include "compat.h"
#include "filter.h"

#define FILTER_FLAGS \
	(CAPTRACE_FILTER_FOLLOW | CAPTRACE_FILTER_SELF | CAPTRACE_FILTER_LSM)
#define FILTER_CLASSES ((1u << CAPTRACE_NR_CLASSES) - 1)
#define FILTER_RESULTS (CAPTRACE_RESULT_GRANTED | CAPTRACE_RESULT_DENIED)
#define FILTER_EVENTS_DEFAULT                                              \
	(CAPTRACE_EVENT_FORK | CAPTRACE_EVENT_EXEC | CAPTRACE_EVENT_EXIT | \
	 CAPTRACE_EVENT_OUTCOME | CAPTRACE_EVENT_CGROUP)
#define FILTER_EVENTS                                          \
	(FILTER_EVENTS_DEFAULT | CAPTRACE_EVENT_KERNEL_STACK | \
	 CAPTRACE_EVENT_USER_STACK)

#ifdef CONFIG_DEFAULT_MMAP_MIN_ADDR
#define DEFAULT_MMAP_MIN_ADDR CONFIG_DEFAULT_MMAP_MIN_ADDR
#else
#define DEFAULT_MMAP_MIN_ADDR 0
#endif

struct captrace_pidset {
	/* Process that is added at its next exec, or 0. */
	pid_t awaited;
	atomic_t count;
	unsigned long bits[BITS_TO_LONGS(PID_MAX_LIMIT)];
};

void captrace_filter_init(struct captrace_filter *filter)
{
	*filter = (struct captrace_filter){
		.classes = (1u << CAPTRACE_CLASS_AUDITED) |
			   (1u << CAPTRACE_CLASS_DECISIVE),
		.results = FILTER_RESULTS,
		.events = FILTER_EVENTS_DEFAULT,
		.caps = ~0ull,
		.mmap_min_addr = DEFAULT_MMAP_MIN_ADDR,
	};
}

bool captrace_filter_valid(const struct captrace_filter *filter)
{
	return !(filter->flags & ~FILTER_FLAGS) &&
	       !(filter->classes & ~FILTER_CLASSES) && filter->classes &&
	       !(filter->results & ~FILTER_RESULTS) && filter->results &&
	       !(filter->events & ~FILTER_EVENTS) && filter->caps &&
	       !memchr_inv(filter->reserved, 0, sizeof(filter->reserved));
}

struct captrace_pidset *captrace_pidset_create(void)
{
	return compat_vzalloc(sizeof(struct captrace_pidset));
}

void captrace_pidset_destroy(struct captrace_pidset *set)
{
	vfree(set);
}

bool captrace_pidset_has(const struct captrace_pidset *set, pid_t tgid)
{
	return test_bit(tgid, set->bits);
}

bool captrace_pidset_add(struct captrace_pidset *set, pid_t tgid)
{
	if (test_and_set_bit(tgid, set->bits))
		return false;

	atomic_inc(&set->count);
	return true;
}

bool captrace_pidset_remove(struct captrace_pidset *set, pid_t tgid)
{
	bool awaited = cmpxchg(&set->awaited, tgid, 0) == tgid;

	/* Most processes that end are not in it: look before you write. */
	if (!test_bit(tgid, set->bits))
		return awaited;
	if (!test_and_clear_bit(tgid, set->bits))
		return awaited;

	atomic_dec(&set->count);
	return true;
}

void captrace_pidset_clear(struct captrace_pidset *set)
{
	unsigned long tgid;

	WRITE_ONCE(set->awaited, 0);
	for_each_set_bit(tgid, set->bits, PID_MAX_LIMIT)
		captrace_pidset_remove(set, tgid);
}

unsigned int captrace_pidset_count(const struct captrace_pidset *set)
{
	return atomic_read(&set->count);
}

int captrace_pidset_await(struct captrace_pidset *set, pid_t tgid)
{
	return cmpxchg(&set->awaited, 0, tgid) ? -EBUSY : 0;
}

void captrace_pidset_exec(struct captrace_pidset *set, pid_t tgid)
{
	if (READ_ONCE(set->awaited) == tgid &&
	    cmpxchg(&set->awaited, tgid, 0) == tgid)
		captrace_pidset_add(set, tgid);
}
