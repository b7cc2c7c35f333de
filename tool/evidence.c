// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "evidence.h"

/* NULL if it is none of the first ones. */
static struct evidence_call *find_call(struct evidence *evidence,
				       const struct captrace_check *check)
{
	struct evidence_call *call;
	unsigned int i;

	for (i = 0; i < evidence->nr_calls; i++) {
		call = &evidence->calls[i];
		if (call->arch == check->arch &&
		    call->syscall == check->syscall)
			return call;
	}

	return NULL;
}

static void add_call(struct evidence *evidence,
		     const struct captrace_check *check)
{
	struct evidence_call *call = find_call(evidence, check);

	if (!call && evidence->nr_calls == EVIDENCE_CALLS) {
		evidence->more_calls = true;
		return;
	}

	if (!call) {
		call = &evidence->calls[evidence->nr_calls++];
		call->arch = check->arch;
		call->syscall = check->syscall;
	}
	if (check->result)
		call->denied++;
	else
		call->granted++;
}

static int keep_first(char **kept, const char *stack)
{
	if (*kept || !stack)
		return 0;

	*kept = strdup(stack);
	return *kept ? 0 : -ENOMEM;
}

static void add_time(struct evidence *evidence, uint64_t realtime_ns)
{
	if (!evidence->first_ns || realtime_ns < evidence->first_ns)
		evidence->first_ns = realtime_ns;
	if (realtime_ns > evidence->last_ns)
		evidence->last_ns = realtime_ns;
}

int evidence_add(struct evidence *evidence, const struct captrace_check *check,
		 enum need_use use, const struct names *names)
{
	int err;

	if (check->result)
		evidence->denied[use]++;
	else
		evidence->granted[use]++;
	add_call(evidence, check);
	add_time(evidence, check->head.time_ns + names->realtime_offset_ns);

	err = keep_first(&evidence->kernel_stack, names->kernel_stack);
	return err ? err : keep_first(&evidence->user_stack, names->user_stack);
}

void evidence_add_outcome(struct evidence *evidence,
			  const struct captrace_check *check,
			  enum outcome_kind outcome)
{
	struct evidence_call *call = find_call(evidence, check);

	evidence->outcomes[outcome]++;
	if (call && outcome != OUTCOME_WENT_ON)
		call->failed++;
}

void evidence_clear(struct evidence *evidence)
{
	free(evidence->kernel_stack);
	free(evidence->user_stack);
}

static uint64_t sum(const uint64_t counts[NEED_USE_NR])
{
	uint64_t total = 0;
	size_t i;

	for (i = 0; i < NEED_USE_NR; i++)
		total += counts[i];

	return total;
}

uint64_t evidence_granted(const struct evidence *evidence)
{
	return sum(evidence->granted);
}

uint64_t evidence_denied(const struct evidence *evidence)
{
	return sum(evidence->denied);
}

enum need evidence_judge(const struct evidence *evidence)
{
	const uint64_t *granted = evidence->granted;
	const uint64_t *denied = evidence->denied;
	uint64_t went_on = evidence->outcomes[OUTCOME_WENT_ON];
	static const struct {
		enum need_use use;
		enum need need;
	} lesser[] = {
		{ NEED_USE_WIDE, NEED_ALTERNATIVE },
		{ NEED_USE_OUTSIDE, NEED_OUTSIDE },
		{ NEED_USE_CHILD, NEED_CHILD },
		{ NEED_USE_NOISE, NEED_NOISE },
	};
	size_t i;

	/* A denial whose outcome nobody knows is held to have mattered. */
	if (granted[NEED_USE_COUNTS] || evidence->replaced ||
	    denied[NEED_USE_COUNTS] > went_on)
		return NEED_REQUIRED;
	if (denied[NEED_USE_COUNTS])
		return NEED_OPTIONAL;

	for (i = 0; i < sizeof(lesser) / sizeof(*lesser); i++) {
		if (granted[lesser[i].use] || denied[lesser[i].use])
			return lesser[i].need;
	}

	if (evidence->elsewhere)
		return NEED_ELSEWHERE;

	return evidence->setup_granted || evidence->setup_denied ? NEED_SETUP :
								   NEED_NONE;
}

const char *need_name(enum need need)
{
	static const char *const names[] = {
		[NEED_NONE] = "-",
		[NEED_REQUIRED] = "required",
		[NEED_OPTIONAL] = "optional",
		[NEED_ALTERNATIVE] = "alternative",
		[NEED_CHILD] = "child-userns",
		[NEED_OUTSIDE] = "outside",
		[NEED_NOISE] = "noise",
		[NEED_SETUP] = "setup",
		[NEED_ELSEWHERE] = "other-phase",
	};

	return names[need];
}
