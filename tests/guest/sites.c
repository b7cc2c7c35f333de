// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the system calls whose checks compilers inline: capset(2) that adds
 * nothing; prctl(PR_SET_SECUREBITS) that changes nothing, and one that is
 * refused before the check; mmap(2) of page 1; and COUNT (1) accounted
 * mappings.
 *
 *	sites [COUNT]
 */
#include <err.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3,
						   0 };
	struct __user_cap_data_struct data[2];
	unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 0) : 1;
	unsigned long unknown = ~(SECURE_ALL_BITS | SECURE_ALL_LOCKS);
	unsigned long i;

	if (syscall(SYS_capget, &header, data) ||
	    syscall(SYS_capset, &header, data))
		err(2, "capset");
	prctl(PR_SET_SECUREBITS, prctl(PR_GET_SECUREBITS));
	if (!prctl(PR_SET_SECUREBITS, unknown))
		errx(2, "there are more securebits than expected");
	mmap((void *)4096, 4096, PROT_READ,
	     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	for (i = 0; i < count; i++)
		if (mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
			err(2, "mmap");

	return 0;
}
