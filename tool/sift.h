/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_SIFT_H
#define CAPTRACE_SIFT_H

#include <stdbool.h>
#include <stdint.h>

#include "lists.h"
#include "record.h"

struct stream;

/* Which of the records of a stream are wanted, where nobody has sifted them. */
struct sift;

#define SIFT_CLASSES_ALL ((1u << CAPTRACE_NR_CLASSES) - 1)
#define SIFT_RESULTS_ALL (CAPTRACE_RESULT_GRANTED | CAPTRACE_RESULT_DENIED)

struct sift_options {
	/* As in struct captrace_filter. */
	unsigned int classes;
	unsigned int results;
	uint64_t caps;
	/* Processes, and the roots of trees; without any, all are wanted. */
	const struct numbers *pids;
	const struct numbers *trees;
	bool follow;
	/* Effective user ids; without any, all are wanted. */
	const struct numbers *uids;
	/* Those of control groups that the stream wants. */
	bool by_cgroup;
};

/* 0 or -ENOMEM.  The lists stay the caller's and must live longer. */
int sift_create(struct sift **sift, const struct sift_options *options);

/* NULL is fine. */
void sift_destroy(struct sift *sift);

/*
 * Whether the record that has come out of the stream is wanted.  All records go
 * through here.  Records that are not about a task are.
 */
bool sift_take(struct sift *sift, struct stream *stream,
	       const union record *record);

/* Checks that only their class has kept out, by enum captrace_class. */
const __u64 *sift_hidden(const struct sift *sift);

#endif
