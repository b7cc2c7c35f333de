// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "buckets.h"
#include "caps.h"
#include "hash.h"
#include "ledger.h"

/* The last check of a thread, where it was denied. */
struct denial {
	struct bucket_entry in;
	const void *stream;
	uint32_t tid;
	uint32_t cap;
	int32_t syscall;
	struct evidence *evidence;
};

struct group {
	struct bucket_entry in;
	struct ledger_group public;
};

struct ledger {
	enum group_by by;
	struct group_labels labels;
	bool by_cgroup;
	unsigned int chosen;
	struct phases *phases;
	struct outcomes *outcomes;
	/* By their labels, and in the order in which they showed. */
	struct buckets groups;
	struct ledger_group *first;
	struct ledger_group **last;
	struct buckets denials;
};

static struct group *group_of(struct bucket_entry *in)
{
	return (struct group *)in;
}

static struct denial *denial_of(struct bucket_entry *in)
{
	return (struct denial *)in;
}

/* One more, at the end.  @label becomes the group's.  NULL: no memory. */
static struct ledger_group *add_group(struct ledger *ledger, char *label,
				      uint64_t hash)
{
	struct group *group = calloc(1, sizeof(*group));

	if (!group)
		return NULL;

	group->in.hash = hash;
	group->public.label = label;
	*ledger->last = &group->public;
	ledger->last = &group->public.next;
	buckets_add(&ledger->groups, &group->in);

	return &group->public;
}

struct ledger *ledger_create(const struct ledger_options *options)
{
	struct ledger *ledger = calloc(1, sizeof(*ledger));

	if (!ledger)
		return NULL;

	ledger->by = options->by;
	if (ledger->by != GROUP_BY_NOTHING)
		group_labels_init(&ledger->labels, ledger->by);
	ledger->by_cgroup = options->by_cgroup;
	ledger->chosen = options->phases ? options->phases : PHASES_RUNNING;
	ledger->last = &ledger->first;
	ledger->phases = phases_create(options->by_cgroup);
	ledger->outcomes = outcomes_create();
	if (!ledger->phases || !ledger->outcomes ||
	    buckets_init(&ledger->groups) || buckets_init(&ledger->denials) ||
	    (ledger->by == GROUP_BY_NOTHING &&
	     !add_group(ledger, NULL, HASH_FIRST))) {
		ledger_destroy(ledger);
		return NULL;
	}

	return ledger;
}

static void group_clear(struct ledger_group *group)
{
	size_t i;

	for (i = 0; i < group->nr_caps; i++) {
		if (group->caps[i])
			evidence_clear(group->caps[i]);
		free(group->caps[i]);
	}
	free(group->caps);
	free(group->label);
}

void ledger_destroy(struct ledger *ledger)
{
	struct ledger_group *group;

	if (!ledger)
		return;

	for (group = ledger->first; group; group = group->next)
		group_clear(group);
	buckets_clear(&ledger->groups);
	buckets_clear(&ledger->denials);
	outcomes_destroy(ledger->outcomes);
	phases_destroy(ledger->phases);
	free(ledger);
}

/* The group of a check; NULL if there is no memory. */
static struct ledger_group *ensure_group(struct ledger *ledger,
					 const struct captrace_check *check,
					 const struct names *names)
{
	const struct line line = { .check = check, .names = names };
	struct ledger_group *group;
	struct bucket_entry *in;
	uint64_t hash;
	char *label;

	if (ledger->by == GROUP_BY_NOTHING)
		return ledger->first;

	label = group_label(&ledger->labels, &line);
	if (!label)
		return NULL;

	hash = hash_bytes(HASH_FIRST, label, strlen(label));
	for (in = *buckets_of(&ledger->groups, hash); in; in = in->next) {
		group = &group_of(in)->public;
		if (!strcmp(group->label, label)) {
			free(label);
			return group;
		}
	}

	group = add_group(ledger, label, hash);
	if (!group)
		free(label);

	return group;
}

static int grow(struct ledger_group *group, size_t nr_caps)
{
	struct evidence **caps;

	/* A recording may hold more than a set can. */
	if (nr_caps < CAPS_NR)
		nr_caps = CAPS_NR;

	caps = realloc(group->caps, nr_caps * sizeof(struct evidence *));
	if (!caps)
		return -ENOMEM;

	memset(caps + group->nr_caps, 0,
	       (nr_caps - group->nr_caps) * sizeof(struct evidence *));
	group->caps = caps;
	group->nr_caps = nr_caps;

	return 0;
}

/* NULL if there is no memory. */
static struct evidence *ensure_evidence(struct ledger_group *group,
					unsigned int cap)
{
	if (cap >= group->nr_caps && grow(group, cap + 1))
		return NULL;
	if (!group->caps[cap])
		group->caps[cap] = calloc(1, sizeof(struct evidence));

	return group->caps[cap];
}

/* Where that of this thread is linked, or would be. */
static struct bucket_entry **find_denial(struct ledger *ledger, uint32_t tid,
					 const void *stream)
{
	struct bucket_entry **place;
	uint64_t hash = hash_bytes(HASH_FIRST, &tid, sizeof(tid));

	place = buckets_of(&ledger->denials, hash);
	for (; *place; place = &(*place)->next) {
		if (denial_of(*place)->tid == tid &&
		    denial_of(*place)->stream == stream)
			break;
	}

	return place;
}

/* The denial before it in the same operation; for the caller to free. */
static struct denial *take_denial(struct ledger *ledger,
				  const struct captrace_check *check,
				  const struct names *names)
{
	struct bucket_entry **place =
		find_denial(ledger, check->who.tid, names->stream);
	struct denial *denial = denial_of(*place);

	if (!denial)
		return NULL;

	*place = denial->in.next;
	ledger->denials.nr--;
	if (denial->syscall == check->syscall &&
	    needs_is_narrower(denial->cap, check->cap))
		return denial;

	free(denial);
	return NULL;
}

/* What an exited thread leaves is taken by the next with its number. */
static int keep_denial(struct ledger *ledger,
		       const struct captrace_check *check,
		       const struct names *names, struct evidence *evidence)
{
	struct denial *denial = calloc(1, sizeof(*denial));

	if (!denial)
		return -ENOMEM;

	denial->in.hash =
		hash_bytes(HASH_FIRST, &check->who.tid, sizeof(check->who.tid));
	denial->stream = names->stream;
	denial->tid = check->who.tid;
	denial->cap = check->cap;
	denial->syscall = check->syscall;
	denial->evidence = evidence;
	buckets_add(&ledger->denials, &denial->in);

	return 0;
}

/* What @check is, given what the thread was denied right before. */
static enum need_use weigh(struct ledger *ledger,
			   const struct captrace_check *check,
			   const struct names *names, uint32_t home,
			   struct evidence *evidence)
{
	enum need_use use = needs_use(check, home);
	struct denial *denial;

	if (use == NEED_USE_NOISE)
		return use;

	denial = take_denial(ledger, check, names);
	if (!denial || use != NEED_USE_COUNTS) {
		free(denial);
		return use;
	}

	evidence->other = denial->cap;
	denial->evidence->other = check->cap;
	if (!check->result)
		denial->evidence->replaced++;
	free(denial);

	return NEED_USE_WIDE;
}

static int count(struct ledger *ledger, const struct captrace_check *check,
		 const struct names *names, uint32_t home,
		 struct evidence *evidence, struct evidence **of)
{
	enum need_use use = weigh(ledger, check, names, home, evidence);
	int err;

	err = evidence_add(evidence, check, use, names);
	if (err || !check->result || use != NEED_USE_COUNTS)
		return err;

	*of = evidence;
	return keep_denial(ledger, check, names, evidence);
}

/* *@of is whose outcome it will be; it stays NULL if that does not matter. */
static int take_check(struct ledger *ledger, const struct captrace_check *check,
		      const struct names *names, struct evidence **of)
{
	const struct phase_root *root;
	enum phase phase = phases_last(ledger->phases, &root);
	struct ledger_group *group = ensure_group(ledger, check, names);
	struct evidence *evidence;

	evidence = group ? ensure_evidence(group, check->cap) : NULL;
	if (!evidence)
		return -ENOMEM;

	if (!group->root)
		group->root = root;
	if (ledger->chosen & 1u << phase)
		return count(ledger, check, names, root->userns, evidence, of);

	if (phase != PHASE_SETUP)
		evidence->elsewhere++;
	else if (check->result)
		evidence->setup_denied++;
	else
		evidence->setup_granted++;

	return 0;
}

static void take_outcome(const struct outcome *outcome)
{
	struct evidence *evidence = outcome->of;

	if (evidence)
		evidence_add_outcome(evidence, &outcome->check,
				     outcome_kind(&outcome->result));
}

int ledger_take(struct ledger *ledger, const union record *record,
		const struct names *names)
{
	const struct outcome *outcome;
	struct evidence *of = NULL;
	int err;

	err = phases_take(ledger->phases, record, names);
	if (!err && record->head.kind == CAPTRACE_CHECK)
		err = take_check(ledger, &record->check, names, &of);
	if (!err)
		err = outcomes_take(ledger->outcomes, record, names, of);
	while (!err && (outcome = outcomes_next(ledger->outcomes)))
		take_outcome(outcome);

	return err;
}

bool ledger_runs(const struct ledger *ledger, const struct captrace_who *who,
		 const struct names *names)
{
	return phases_runs(ledger->phases, who, names);
}

const struct ledger_group *ledger_groups(struct ledger *ledger)
{
	/* Of a control group others show, too, which make no checks there. */
	if (ledger->by == GROUP_BY_NOTHING && !ledger->by_cgroup)
		ledger->first->root = phases_main(ledger->phases);

	return ledger->first;
}

size_t ledger_count_groups(const struct ledger_group *first)
{
	size_t nr = 0;

	for (; first; first = first->next)
		nr++;

	return nr;
}

uint64_t ledger_group_caps(const struct ledger_group *group, enum need need)
{
	uint64_t mask = 0;
	size_t i;

	for (i = 0; i < group->nr_caps && i < CAPS_NR; i++) {
		if (group->caps[i] && evidence_judge(group->caps[i]) == need)
			mask |= 1ull << i;
	}

	return mask;
}
