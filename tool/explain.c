// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "caps.h"
#include "escape.h"
#include "evidence.h"
#include "explain.h"
#include "frames.h"
#include "syscalls.h"

static void put_counts(FILE *to, const struct evidence *evidence)
{
	fprintf(to, "granted %" PRIu64 ", denied %" PRIu64,
		evidence->granted[NEED_USE_COUNTS],
		evidence->denied[NEED_USE_COUNTS]);
}

static void put_outcomes(FILE *to, const struct evidence *evidence)
{
	static const char *const names[OUTCOME_NR] = {
		[OUTCOME_FAILED] = "failed",
		[OUTCOME_WENT_ON] = "went on",
		[OUTCOME_INTERRUPTED] = "were interrupted",
		[OUTCOME_UNKNOWN] = "have an unknown outcome",
	};
	const char *before = "\ncalls that were denied: ";
	size_t i;

	for (i = 0; i < OUTCOME_NR; i++) {
		if (!evidence->outcomes[i])
			continue;
		fprintf(to, "%s%" PRIu64 " %s", before, evidence->outcomes[i],
			names[i]);
		before = ", ";
	}
}

static void put_calls(FILE *to, const struct evidence *evidence)
{
	const struct evidence_call *call;
	char buf[SYSCALLS_NUMBER_SIZE];
	unsigned int i;

	fputs("\nby", to);
	for (i = 0; i < evidence->nr_calls; i++) {
		call = &evidence->calls[i];
		fprintf(to, "%s %s", i ? "," : "",
			call->syscall == -1 ?
				"no system call" :
				syscalls_name(call->arch, call->syscall, buf));
	}
	if (evidence->more_calls)
		fputs(" and others", to);
}

static void put_other(FILE *to, const struct evidence *evidence)
{
	char buf[CAPS_NAME_SIZE];

	if (evidence->replaced)
		fprintf(to,
			"\n%s was used in its place %" PRIu64
			" times, and can do more",
			caps_name(evidence->other, buf), evidence->replaced);
}

static void put_stack(FILE *to, const char *what, const char *stack)
{
	char *text;

	if (!stack)
		return;

	text = malloc(ESCAPE_SIZE(strlen(stack)) + 1);
	if (!text)
		return;

	*frames_put(text, stack) = '\0';
	fprintf(to, "\n%s %s", what, text);
	free(text);
}

char *explain_evidence(const struct evidence *evidence)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;

	put_counts(to, evidence);
	put_calls(to, evidence);
	put_outcomes(to, evidence);
	put_other(to, evidence);
	put_stack(to, "in the kernel:", evidence->kernel_stack);
	put_stack(to, "in the program:", evidence->user_stack);
	if (fclose(to)) {
		free(text);
		return NULL;
	}

	return text;
}
