// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <grp.h>
#include <stdint.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "privileges.h"

static bool has_cap(uint64_t mask, unsigned int cap)
{
	return mask >> cap & 1;
}

static int refuse(struct privileges_refusal *refusal, int err,
		  enum privileges_step step, unsigned int cap)
{
	refusal->step = step;
	refusal->cap = cap;

	return err;
}

/* What we do not have ourselves we cannot give. */
static int check_ours(uint64_t mask, struct privileges_refusal *refusal)
{
	cap_flag_value_t held = CAP_SET;
	cap_t ours = cap_get_proc();
	unsigned int cap;

	if (!ours)
		return refuse(refusal, -errno, PRIVILEGES_SET_CAPS, 0);

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (!has_cap(mask, cap))
			continue;
		if (cap_get_flag(ours, cap, CAP_PERMITTED, &held) ||
		    held == CAP_CLEAR)
			break;
	}
	cap_free(ours);

	if (cap < CAPS_NR)
		return refuse(refusal, -EPERM, PRIVILEGES_GIVE_CAP, cap);

	return 0;
}

/* What is not in the bounding set is out of reach of any program file. */
static int take_others(uint64_t mask, struct privileges_refusal *refusal)
{
	unsigned int cap;

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (has_cap(mask, cap) || cap_get_bound(cap) <= 0)
			continue;
		if (cap_drop_bound(cap))
			return refuse(refusal, -errno, PRIVILEGES_TAKE_CAP,
				      cap);
	}

	return 0;
}

static int raise(cap_t sets, cap_value_t cap)
{
	return cap_set_flag(sets, CAP_PERMITTED, 1, &cap, CAP_SET) ||
	       cap_set_flag(sets, CAP_INHERITABLE, 1, &cap, CAP_SET) ||
	       cap_set_flag(sets, CAP_EFFECTIVE, 1, &cap, CAP_SET);
}

static int set_sets(uint64_t mask)
{
	cap_t sets = cap_init();
	unsigned int cap;
	int failed = 0;
	int err;

	if (!sets)
		return -errno;

	for (cap = 0; cap < CAPS_NR && !failed; cap++) {
		if (has_cap(mask, cap))
			failed = raise(sets, cap);
	}
	err = failed || cap_set_proc(sets) ? -errno : 0;
	cap_free(sets);

	return err;
}

/* Who is not root keeps over an execve() only what is in the ambient set. */
static int raise_ambient(uint64_t mask, struct privileges_refusal *refusal)
{
	unsigned int cap;

	for (cap = 0; cap < CAPS_NR; cap++) {
		if (has_cap(mask, cap) && cap_set_ambient(cap, CAP_SET))
			return refuse(refusal, -errno, PRIVILEGES_GIVE_CAP,
				      cap);
	}

	return 0;
}

/* cap_setuid() keeps what the change of the user would take away. */
static int set_user(const struct user *user, bool keep_caps,
		    struct privileges_refusal *refusal)
{
	if (initgroups(user->name, user->gid) || setgid(user->gid))
		return refuse(refusal, -errno, PRIVILEGES_SET_GROUPS, 0);
	if (keep_caps ? cap_setuid(user->uid) : setuid(user->uid))
		return refuse(refusal, -errno, PRIVILEGES_SET_USER, 0);

	return 0;
}

static int set_caps(uint64_t mask, struct privileges_refusal *refusal)
{
	int err = set_sets(mask);

	if (err)
		return refuse(refusal, err, PRIVILEGES_SET_CAPS, 0);

	return raise_ambient(mask, refusal);
}

static int limit_caps(uint64_t mask, struct privileges_refusal *refusal)
{
	int err = check_ours(mask, refusal);

	return err ? err : take_others(mask, refusal);
}

static int forbid_new_privileges(struct privileges_refusal *refusal)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return refuse(refusal, -errno, PRIVILEGES_NO_NEW_PRIVS, 0);

	return 0;
}

/* Each step may need what a later one takes away. */
int privileges_assume(const struct privileges *privileges,
		      struct privileges_refusal *refusal)
{
	const struct caps *caps = &privileges->caps;
	int err = 0;

	if (caps->chosen)
		err = limit_caps(caps->mask, refusal);
	if (!err && privileges->has_user)
		err = set_user(&privileges->user, caps->chosen, refusal);
	if (!err && caps->chosen)
		err = set_caps(caps->mask, refusal);
	if (!err && privileges->no_new_privs)
		err = forbid_new_privileges(refusal);

	return err;
}
