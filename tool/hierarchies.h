/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_HIERARCHIES_H
#define CAPTRACE_HIERARCHIES_H

/* Which hierarchies of control groups a machine has. */
enum hierarchies {
	/* None is mounted. */
	HIERARCHIES_NONE,
	/* Of version 1 only, or nobody makes control groups in version 2. */
	HIERARCHIES_V1,
	/* Of both: systemd's units, at least, are in version 2. */
	HIERARCHIES_HYBRID,
	HIERARCHIES_V2,
};

/*
 * @mounts is a file like /proc/self/mounts, NULL for that one.  Where it cannot
 * be read nothing speaks against version 2.
 */
enum hierarchies hierarchies_find(const char *mounts);

/*
 * One line for a user who wants to tell control groups, units or containers
 * apart; NULL where that is possible.
 */
const char *hierarchies_complaint(enum hierarchies hierarchies);

#endif
