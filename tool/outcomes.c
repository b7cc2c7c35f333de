// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "errors.h"
#include "outcomes.h"

#define WAITING_MAX 4096
#define BUCKETS	    1024

/* The kernel's largest errno. */
#define ERRNO_MAX 4095

/* What it keeps to itself: a call that is restarted, or fails with EINTR. */
#define ERESTARTSYS	      512
#define ERESTARTNOINTR	      513
#define ERESTARTNOHAND	      514
#define ERESTART_RESTARTBLOCK 516

struct entry {
	struct outcome outcome;
	/* While it waits: by age. */
	struct entry *older;
	struct entry *newer;
	/* Of its bucket, the newest first; then of those that are known. */
	struct entry *next;
};

struct outcomes {
	struct entry *buckets[BUCKETS];
	struct entry *oldest;
	struct entry *newest;
	size_t nr_waiting;
	/* The oldest first. */
	struct entry *known;
	/* The one that was handed out last. */
	struct entry *out;
};

struct outcomes *outcomes_create(void)
{
	return calloc(1, sizeof(struct outcomes));
}

static void entry_free(struct entry *entry)
{
	if (!entry)
		return;

	names_clear(&entry->outcome.names);
	free(entry);
}

void outcomes_destroy(struct outcomes *outcomes)
{
	struct entry *entry, *next;

	if (!outcomes)
		return;

	for (entry = outcomes->oldest; entry; entry = next) {
		next = entry->newer;
		entry_free(entry);
	}
	for (entry = outcomes->known; entry; entry = next) {
		next = entry->next;
		entry_free(entry);
	}
	entry_free(outcomes->out);
	free(outcomes);
}

static struct entry *entry_create(const struct captrace_check *check,
				  const struct names *names, void *of)
{
	struct entry *entry = calloc(1, sizeof(*entry));

	if (!entry)
		return NULL;
	if (names_copy(&entry->outcome.names, names)) {
		free(entry);
		return NULL;
	}

	entry->outcome.check = *check;
	entry->outcome.of = of;

	return entry;
}

static struct entry **bucket_of(struct outcomes *outcomes, uint64_t call)
{
	return &outcomes->buckets[call % BUCKETS];
}

static void wait_for_outcome(struct outcomes *outcomes, struct entry *entry)
{
	struct entry **bucket = bucket_of(outcomes, entry->outcome.check.call);

	entry->next = *bucket;
	*bucket = entry;

	entry->older = outcomes->newest;
	if (entry->older)
		entry->older->newer = entry;
	else
		outcomes->oldest = entry;
	outcomes->newest = entry;
	outcomes->nr_waiting++;
}

static void stop_waiting(struct outcomes *outcomes, struct entry *entry)
{
	struct entry **place = bucket_of(outcomes, entry->outcome.check.call);

	while (*place != entry)
		place = &(*place)->next;
	*place = entry->next;

	if (entry->older)
		entry->older->newer = entry->newer;
	else
		outcomes->oldest = entry->newer;
	if (entry->newer)
		entry->newer->older = entry->older;
	else
		outcomes->newest = entry->older;
	outcomes->nr_waiting--;
}

/* Of several with the same result the newest comes first. */
static void make_known(struct outcomes *outcomes, struct entry *entry)
{
	entry->next = outcomes->known;
	outcomes->known = entry;
}

/* @head says when that became clear. */
static void make_unknown(struct outcomes *outcomes, struct entry *entry,
			 const struct captrace_head *head)
{
	const struct captrace_check *check = &entry->outcome.check;

	entry->outcome.result = (struct captrace_outcome){
		.head = *head,
		.who = check->who,
		.call = check->call,
		.syscall = check->syscall,
		.arch = check->arch,
	};
	entry->outcome.result.head.kind = CAPTRACE_OUTCOME;
	entry->outcome.result.head.flags = CAPTRACE_OUTCOME_UNKNOWN;
	make_known(outcomes, entry);
}

static void give_up(struct outcomes *outcomes, struct entry *entry,
		    const struct captrace_head *head)
{
	stop_waiting(outcomes, entry);
	make_unknown(outcomes, entry, head);
}

static int take_check(struct outcomes *outcomes,
		      const struct captrace_check *check,
		      const struct names *names, void *of)
{
	struct entry *entry;

	if (!check->result || check->syscall == -1)
		return 0;

	entry = entry_create(check, names, of);
	if (!entry)
		return -ENOMEM;

	if (!(check->head.flags & CAPTRACE_CHECK_OUTCOME)) {
		make_unknown(outcomes, entry, &check->head);
		return 0;
	}

	if (outcomes->nr_waiting == WAITING_MAX)
		give_up(outcomes, outcomes->oldest, &check->head);
	wait_for_outcome(outcomes, entry);

	return 0;
}

static void take_outcome(struct outcomes *outcomes,
			 const struct captrace_outcome *result,
			 const struct names *names)
{
	struct entry *entry, *next;

	for (entry = *bucket_of(outcomes, result->call); entry; entry = next) {
		next = entry->next;
		if (entry->outcome.check.call != result->call ||
		    entry->outcome.names.stream != names->stream)
			continue;

		stop_waiting(outcomes, entry);
		entry->outcome.result = *result;
		make_known(outcomes, entry);
	}
}

static bool is_of(const struct captrace_check *check,
		  const struct captrace_who *who)
{
	return check->who.tgid == who->tgid &&
	       check->who.start_ns == who->start_ns;
}

/* Those of a process, or of all in the stream where @who is NULL. */
static void give_up_on(struct outcomes *outcomes,
		       const struct captrace_who *who,
		       const struct names *names,
		       const struct captrace_head *head)
{
	struct entry *entry, *older;

	for (entry = outcomes->newest; entry; entry = older) {
		older = entry->older;
		if (entry->outcome.names.stream == names->stream &&
		    (!who || is_of(&entry->outcome.check, who)))
			give_up(outcomes, entry, head);
	}
}

int outcomes_take(struct outcomes *outcomes, const union record *record,
		  const struct names *names, void *of)
{
	switch (record->head.kind) {
	case CAPTRACE_CHECK:
		return take_check(outcomes, &record->check, names, of);
	case CAPTRACE_OUTCOME:
		take_outcome(outcomes, &record->outcome, names);
		return 0;
	case CAPTRACE_EXIT:
		give_up_on(outcomes, &record->exit.who, names, &record->head);
		return 0;
	case CAPTRACE_END:
		give_up_on(outcomes, NULL, names, &record->head);
		return 0;
	default:
		return 0;
	}
}

const struct outcome *outcomes_next(struct outcomes *outcomes)
{
	entry_free(outcomes->out);
	outcomes->out = outcomes->known;
	if (!outcomes->out)
		return NULL;

	outcomes->known = outcomes->out->next;
	return &outcomes->out->outcome;
}

static bool is_unknown(const struct captrace_outcome *result)
{
	return result->head.flags & CAPTRACE_OUTCOME_UNKNOWN;
}

/* A positive errno, 0 where the call has not failed. */
static int error_of(const struct captrace_outcome *result)
{
	if (result->value >= 0 || result->value < -ERRNO_MAX)
		return 0;

	return -result->value;
}

/* NULL for any other error. */
static const char *restart_name(int error)
{
	switch (error) {
	case ERESTARTSYS:
		return "ERESTARTSYS";
	case ERESTARTNOINTR:
		return "ERESTARTNOINTR";
	case ERESTARTNOHAND:
		return "ERESTARTNOHAND";
	case ERESTART_RESTARTBLOCK:
		return "ERESTART_RESTARTBLOCK";
	default:
		return NULL;
	}
}

enum outcome_kind outcome_kind(const struct captrace_outcome *result)
{
	int error = error_of(result);

	if (is_unknown(result))
		return OUTCOME_UNKNOWN;
	if (!error)
		return OUTCOME_WENT_ON;

	return restart_name(error) ? OUTCOME_INTERRUPTED : OUTCOME_FAILED;
}

const char *outcome_name(enum outcome_kind kind)
{
	static const char *const names[OUTCOME_NR] = {
		[OUTCOME_FAILED] = "failed",
		[OUTCOME_WENT_ON] = "went-on",
		[OUTCOME_INTERRUPTED] = "interrupted",
		[OUTCOME_UNKNOWN] = "unknown",
	};

	return names[kind];
}

const char *outcome_verdict(const struct captrace_outcome *result)
{
	return outcome_name(outcome_kind(result));
}

const char *outcome_value(const struct captrace_outcome *result,
			  char buf[static OUTCOME_VALUE_SIZE])
{
	int error = error_of(result);
	const char *name = NULL;

	if (is_unknown(result))
		return "-";

	if (error)
		name = restart_name(error);
	if (error && !name)
		name = errors_name(error);
	if (name)
		return name;

	snprintf(buf, OUTCOME_VALUE_SIZE, "%" PRId64, (int64_t)result->value);
	return buf;
}
