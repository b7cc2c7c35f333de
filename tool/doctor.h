/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DOCTOR_H
#define CAPTRACE_DOCTOR_H

struct privileges;
struct privileges_refusal;

/*
 * Why it does not work, and what to do about it, in one or two lines to the
 * user.  @err is a negative errno.
 */

/*
 * Of source_open().  @modprobe is what modprobe complained of when the device
 * was not there; NULL if it was content or not asked.
 */
void doctor_explain_open(int err, const char *modprobe);

/* Of source_start(). */
void doctor_explain_start(int err);

/* Of command_release(), for a command that did not get its privileges. */
void doctor_explain_refusal(int err, const struct privileges_refusal *refusal,
			    const struct privileges *privileges,
			    const char *command);

#endif
