// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include <linux/captrace.h>

#include "words.h"

#define word_of(words, value) \
	find_word(words, sizeof(words) / sizeof((words)[0]), value)

static const char *find_word(const char *const *words, size_t nr_words,
			     unsigned int value)
{
	return value < nr_words ? words[value] : NULL;
}

static const char *const hooks[] = {
	[CAPTRACE_HOOK_RETURN] = "return",
	[CAPTRACE_HOOK_SITE] = "site",
	[CAPTRACE_HOOK_LSM] = "lsm",
};

static const char *const creds[] = {
	[CAPTRACE_CRED_OWN] = "own",
	[CAPTRACE_CRED_ACCESS] = "access",
	[CAPTRACE_CRED_OVERRIDDEN] = "overridden",
	[CAPTRACE_CRED_TASK] = "task",
	[CAPTRACE_CRED_FILE] = "file",
	[CAPTRACE_CRED_KERNEL] = "kernel",
};

static const char *const reasons[] = {
	[CAPTRACE_REASON_UNKNOWN] = "unknown",
	[CAPTRACE_REASON_HELD] = "held",
	[CAPTRACE_REASON_OWNER] = "owner",
	[CAPTRACE_REASON_MISSING] = "missing",
	[CAPTRACE_REASON_OUTSIDE] = "outside",
};

static const char *const deciders[] = {
	[CAPTRACE_DECIDER_CAPABILITIES] = "capabilities",
	[CAPTRACE_DECIDER_LSM] = "lsm",
	[CAPTRACE_DECIDER_ALL] = "all",
};

const char *words_hook(unsigned int hook)
{
	return word_of(hooks, hook);
}

const char *words_cred(unsigned int cred)
{
	return word_of(creds, cred);
}

const char *words_reason(unsigned int reason)
{
	return word_of(reasons, reason);
}

const char *words_decider(unsigned int decider)
{
	return word_of(deciders, decider);
}
