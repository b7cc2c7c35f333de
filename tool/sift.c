// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "sift.h"
#include "stream.h"

/* The kernel's PID_MAX_LIMIT. */
#define NR_PIDS	  (1u << 22)
#define WORD_BITS 64

struct sift {
	struct sift_options options;
	/* One bit for each process of the set; NULL without a set. */
	uint64_t *chosen;
	uint64_t *followed;
	__u64 hidden[CAPTRACE_NR_CLASSES];
};

static bool has_bit(const uint64_t *bits, uint32_t pid)
{
	return pid < NR_PIDS && bits[pid / WORD_BITS] >> (pid % WORD_BITS) & 1;
}

static void set_bit(uint64_t *bits, uint32_t pid, bool value)
{
	uint64_t bit = 1ull << (pid % WORD_BITS);

	if (pid >= NR_PIDS)
		return;
	if (value)
		bits[pid / WORD_BITS] |= bit;
	else
		bits[pid / WORD_BITS] &= ~bit;
}

static void choose(struct sift *sift, const struct numbers *pids)
{
	size_t i;

	for (i = 0; pids && i < pids->nr; i++)
		set_bit(sift->chosen, pids->at[i], true);
}

static bool has_any(const struct numbers *numbers)
{
	return numbers && numbers->nr;
}

static int create_set(struct sift *sift)
{
	const struct sift_options *options = &sift->options;

	if (!has_any(options->pids) && !has_any(options->trees))
		return 0;

	sift->chosen = calloc(NR_PIDS / WORD_BITS, sizeof(uint64_t));
	sift->followed = calloc(NR_PIDS / WORD_BITS, sizeof(uint64_t));
	if (!sift->chosen || !sift->followed)
		return -ENOMEM;

	choose(sift, options->pids);
	choose(sift, options->trees);

	return 0;
}

int sift_create(struct sift **sift, const struct sift_options *options)
{
	*sift = calloc(1, sizeof(**sift));
	if (!*sift)
		return -ENOMEM;

	(*sift)->options = *options;
	if (create_set(*sift)) {
		sift_destroy(*sift);
		*sift = NULL;
		return -ENOMEM;
	}

	return 0;
}

void sift_destroy(struct sift *sift)
{
	if (!sift)
		return;

	free(sift->chosen);
	free(sift->followed);
	free(sift);
}

static bool is_in_set(const struct sift *sift, uint32_t pid)
{
	return has_bit(sift->chosen, pid) || has_bit(sift->followed, pid);
}

/* A process that is older than the stream shows whose child it is. */
static void meet(struct sift *sift, const struct captrace_who *who)
{
	if (has_any(sift->options.trees) && is_in_set(sift, who->ppid))
		set_bit(sift->followed, who->tgid, true);
}

/* What the set says of this number was about an earlier process. */
static void inherit(struct sift *sift, const struct captrace_fork *fork)
{
	set_bit(sift->followed, fork->who.tgid,
		sift->options.follow && is_in_set(sift, fork->parent_tgid));
}

static bool wants_process(struct sift *sift, const union record *record,
			  const struct captrace_who *who)
{
	bool wanted;

	if (!sift->chosen)
		return true;

	if (record->head.kind == CAPTRACE_FORK)
		inherit(sift, &record->fork);
	else
		meet(sift, who);

	wanted = is_in_set(sift, who->tgid);
	if (record->head.kind == CAPTRACE_EXIT)
		set_bit(sift->followed, who->tgid, false);

	return wanted;
}

static bool wants_user(const struct sift *sift, const struct captrace_who *who)
{
	const struct numbers *uids = sift->options.uids;
	size_t i;

	if (!has_any(uids))
		return true;

	for (i = 0; i < uids->nr; i++) {
		if (uids->at[i] == who->euid)
			return true;
	}

	return false;
}

static bool wants_check(struct sift *sift, const struct captrace_check *check)
{
	const struct sift_options *options = &sift->options;
	unsigned int result = check->result ? CAPTRACE_RESULT_DENIED :
					      CAPTRACE_RESULT_GRANTED;

	if (!(options->results & result) ||
	    (check->cap < 64 && !(options->caps >> check->cap & 1)))
		return false;
	if (check->class >= CAPTRACE_NR_CLASSES ||
	    options->classes & 1u << check->class)
		return true;

	sift->hidden[check->class]++;
	return false;
}

bool sift_take(struct sift *sift, struct stream *stream,
	       const union record *record)
{
	const struct captrace_who *who = record_who(record);

	if (!who)
		return true;
	if (!wants_process(sift, record, who))
		return false;
	/* A task may be moved, or change users, during a call. */
	if (record->head.kind == CAPTRACE_OUTCOME)
		return true;
	if (sift->options.by_cgroup && !stream_wants(stream, record))
		return false;
	if (record->head.kind != CAPTRACE_CHECK)
		return true;

	return wants_user(sift, who) && wants_check(sift, &record->check);
}

const __u64 *sift_hidden(const struct sift *sift)
{
	return sift->hidden;
}
