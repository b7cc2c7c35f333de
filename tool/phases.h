/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_PHASES_H
#define CAPTRACE_PHASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"
#include "record.h"

/* Where in the life of what is traced something happens. */
enum phase {
	/* A runtime, systemd or captrace prepares a process for its program. */
	PHASE_SETUP,
	/* Until the main process has changed its ids or capabilities. */
	PHASE_INIT,
	PHASE_STEADY,
	PHASE_NR,
};

#define PHASES_RUNNING (1u << PHASE_INIT | 1u << PHASE_STEADY)

/* A process that was not forked by another one that is traced. */
struct phase_root {
	/* Its program, as it was started; NULL if that is not known. */
	char *exe;
	uint32_t euid;
	/*
	 * Inode number of the user namespace that the whole tree is at home in;
	 * 0 before there is a check that tells.
	 */
	uint32_t userns;
};

/* What is known of the processes that are traced. */
struct phases;

/*
 * With @by_cgroup what is traced is a control group, which processes are moved
 * into: they are in the set-up phase until they run a program there.  NULL if
 * there is no memory.
 */
struct phases *phases_create(bool by_cgroup);

/* NULL is fine. */
void phases_destroy(struct phases *phases);

/* The next record in the order of time, of any kind.  0 or -ENOMEM. */
int phases_take(struct phases *phases, const union record *record,
		const struct names *names);

/*
 * The phase of the check that was taken last, and *@root, the root of its
 * tree: NULL in the set-up phase, else valid until phases_destroy().
 */
enum phase phases_last(const struct phases *phases,
		       const struct phase_root **root);

/* Whether a process, after its last record, is past the set-up. */
bool phases_runs(const struct phases *phases, const struct captrace_who *who,
		 const struct names *names);

/* The root that began first; NULL if none has. */
const struct phase_root *phases_main(const struct phases *phases);

/* By its name, of @size bytes: init or steady.  0 or -EINVAL. */
int phase_parse(const char *name, size_t size, enum phase *phase);

#endif
