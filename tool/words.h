/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_WORDS_H
#define CAPTRACE_WORDS_H

/*
 * What users call the values of a check; a class is in classes.h.  NULL for
 * those that are not known, as a newer module may have more.
 */
const char *words_hook(unsigned int hook);
const char *words_cred(unsigned int cred);
const char *words_reason(unsigned int reason);
const char *words_decider(unsigned int decider);

#endif
