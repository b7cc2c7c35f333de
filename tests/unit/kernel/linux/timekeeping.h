/* SPDX-License-Identifier: GPL-2.0-only */
/* The test's clock, and what ring.c takes from everywhere. */
#ifndef TEST_LINUX_TIMEKEEPING_H
#define TEST_LINUX_TIMEKEEPING_H

#include <linux/types.h>

u64 ktime_get_mono_fast_ns(void);

/* A loop that waits for another thread goes round once more. */
void cpu_relax(void);

#define READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, value)	__atomic_store_n(&(x), value, __ATOMIC_RELAXED)
#define smp_load_acquire(p)	__atomic_load_n(p, __ATOMIC_ACQUIRE)
#define smp_store_release(p, v) __atomic_store_n(p, v, __ATOMIC_RELEASE)
#define smp_mb()		__atomic_thread_fence(__ATOMIC_SEQ_CST)
#define smp_rmb()		__atomic_thread_fence(__ATOMIC_ACQUIRE)

#define atomic64_read(v)       READ_ONCE((v)->counter)
#define atomic64_set(v, value) WRITE_ONCE((v)->counter, value)

#define BUILD_BUG_ON(wrong) _Static_assert(!(wrong), #wrong)
#define likely(x)	    __builtin_expect(!!(x), 1)
#define unlikely(x)	    __builtin_expect(!!(x), 0)
#define noinline	    __attribute__((noinline))
#define min(a, b)	    ((a) < (b) ? (a) : (b))
#define max(a, b)	    ((a) > (b) ? (a) : (b))

#endif
