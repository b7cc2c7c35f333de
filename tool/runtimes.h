/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_RUNTIMES_H
#define CAPTRACE_RUNTIMES_H

#include <stdbool.h>

struct hierarchy;
struct identity;

/*
 * What container runtimes keep in files about their containers: docker, podman,
 * CRI-O, containerd, crun and runc, those of root and of the users in
 * /etc/passwd.  A file that cannot be read, or is broken, says nothing.
 */
struct runtimes;

/*
 * All files are looked for below the directory @prefix; "" for those of this
 * machine.  The hierarchy stays the caller's and must live longer; NULL where
 * there is none, and then runc's files say nothing.  NULL if there is no
 * memory.
 */
struct runtimes *runtimes_create(const char *prefix,
				 const struct hierarchy *hierarchy);

/* NULL is fine. */
void runtimes_destroy(struct runtimes *runtimes);

/*
 * Whether an engine calls the container @id, which is hexadecimal and not cut,
 * by @name.
 */
bool runtimes_call(struct runtimes *runtimes, const char *id, const char *name);

/*
 * Whether crun or runc has put the container @name, which has no slash, into
 * the control group @path.
 */
bool runtimes_place(const struct runtimes *runtimes, const char *name,
		    const char *path);

/*
 * Tells the identity of the control group @path what is known of its container:
 * by its id, or if it has none by the path.  Of control groups elsewhere than
 * in a user's own slice what that user's files say does not count.  True if
 * something is known now that was not.
 */
bool runtimes_tell(struct runtimes *runtimes, const char *path,
		   struct identity *identity);

#endif
