// SPDX-License-Identifier: GPL-2.0-only
/*
 * A 32-bit program without a C library, for machines without one of 32 bits:
 * one check of CAP_SYS_ADMIN by sethostname(2), and one of CAP_SYS_ADMIN by
 * seccomp(2).  Both calls fail after the check.
 */
#define NR_EXIT			1
#define NR_SETHOSTNAME		74
#define NR_SECCOMP		354
#define SECCOMP_SET_MODE_FILTER 1

struct filter {
	unsigned short len;
	void *filter;
};

static long call(long number, long first, long second, const void *third)
{
	long ret;

	asm volatile("int $0x80"
		     : "=a"(ret)
		     : "a"(number), "b"(first), "c"(second), "d"(third)
		     : "memory");

	return ret;
}

void _start(void);

void _start(void)
{
	const struct filter filter = { 1, 0 };

	call(NR_SETHOSTNAME, 0, -1, 0);
	call(NR_SECCOMP, SECCOMP_SET_MODE_FILTER, 0, &filter);
	call(NR_EXIT, 0, 0, 0);
}
