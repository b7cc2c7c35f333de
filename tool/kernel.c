// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "kernel.h"

#define KERNEL_PROC "/proc"
#define KERNEL_SYS  "/sys"
#define LINE_SIZE   4096

static FILE *open_below(const char *root, const char *path)
{
	char whole[PATH_MAX];

	if (snprintf(whole, sizeof(whole), "%s%s", root, path) >= PATH_MAX)
		return NULL;

	return fopen(whole, "re");
}

static uint64_t read_number(const char *root, const char *path)
{
	FILE *file = open_below(root, path);
	uint64_t number = 0;

	if (!file)
		return 0;

	if (fscanf(file, "%" SCNu64, &number) != 1)
		number = 0;
	fclose(file);

	return number;
}

uint64_t kernel_mmap_min_addr(const char *root)
{
	return read_number(root, KERNEL_PROC "/sys/vm/mmap_min_addr");
}

/* A line for each profile, with its mode behind it. */
static bool apparmor_enforces(const char *root)
{
	FILE *file = open_below(root, KERNEL_SYS
				"/kernel/security/apparmor/profiles");
	char line[LINE_SIZE];
	bool enforces = false;
	size_t size;

	if (!file)
		return false;

	while (!enforces && fgets(line, sizeof(line), file)) {
		size = strcspn(line, "\n");
		enforces = bytes_end_with(line, size, " (enforce)") ||
			   bytes_end_with(line, size, " (kill)");
	}
	fclose(file);

	return enforces;
}

const char *kernel_enforcer(const char *root)
{
	if (apparmor_enforces(root))
		return "AppArmor";
	if (read_number(root, KERNEL_SYS "/fs/selinux/enforce") == 1)
		return "SELinux";

	return NULL;
}
