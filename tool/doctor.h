/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_DOCTOR_H
#define CAPTRACE_DOCTOR_H

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

#endif
