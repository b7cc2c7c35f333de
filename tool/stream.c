// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "cgroups.h"
#include "joined.h"
#include "order.h"
#include "process.h"
#include "stacks.h"
#include "stream.h"

struct stream {
	struct order *order;
	struct process_table *processes;
	struct cgroup_table *cgroups;
	struct stacks stacks;
	uint64_t realtime_offset_ns;
	/* Of the record that came out last, if its process ends with it. */
	bool ends;
	struct captrace_who ended;
	struct joined path;
	/*
	 * What holds whenever it stands in the stream is learnt as it is read:
	 * its text, and the record that this began in.
	 */
	struct joined early;
	union record early_record;
};

struct stream *stream_create(const struct stream_options *options)
{
	struct stream *stream = calloc(1, sizeof(*stream));

	if (!stream)
		return NULL;

	stream->order = order_create();
	stream->processes = process_table_create(options->proc);
	stream->cgroups =
		cgroup_table_create(options->wishes, options->runtimes);
	if (!stream->order || !stream->processes || !stream->cgroups) {
		stream_destroy(stream);
		return NULL;
	}

	return stream;
}

void stream_destroy(struct stream *stream)
{
	if (!stream)
		return;

	stacks_clear(&stream->stacks);
	cgroup_table_destroy(stream->cgroups);
	process_table_destroy(stream->processes);
	order_destroy(stream->order);
	free(stream);
}

struct process_table *stream_processes(struct stream *stream)
{
	return stream->processes;
}

static int learn_early(struct stream *stream)
{
	const union record *record = &stream->early_record;
	const char *text = joined_end(&stream->early);

	if (!text)
		return 0;

	if (record->head.kind == CAPTRACE_STACK)
		return stacks_add(&stream->stacks, record->stack.id, text);

	cgroup_name(stream->cgroups, record->name.cgroup_id, record->name.of,
		    text);
	return 0;
}

static bool is_early(const union record *record)
{
	return record->head.kind == CAPTRACE_STACK ||
	       record->head.kind == RECORD_NAME;
}

int stream_push(struct stream *stream, const union record *record)
{
	int err;

	if (record->head.kind == CAPTRACE_MORE && stream->early.under_way) {
		joined_add(&stream->early, &record->more);
		return 0;
	}

	err = learn_early(stream);
	if (err)
		return err;

	if (is_early(record)) {
		stream->early_record = *record;
		joined_begin(&stream->early, record);
		return 0;
	}
	if (record->head.kind == CAPTRACE_HEADER) {
		stream->realtime_offset_ns = record->header.realtime_offset_ns;
		return 0;
	}

	return order_push(stream->order, record);
}

void stream_finish(struct stream *stream)
{
	order_finish(stream->order);
}

/* The text of the record, with all of its pieces; NULL if it has none. */
static const char *join(struct stream *stream, const union record *record)
{
	const union record *more;

	if (!joined_begin(&stream->path, record))
		return NULL;

	while ((more = order_pop_more(stream->order)))
		joined_add(&stream->path, &more->more);

	return joined_end(&stream->path);
}

static void learn(struct stream *stream, const union record *record)
{
	const char *path = join(stream, record);

	switch (record->head.kind) {
	case CAPTRACE_CGROUP:
		cgroup_learn(stream->cgroups, &record->cgroup, path,
			     joined_is_whole(&stream->path));
		break;
	case CAPTRACE_CLOCK:
		stream->realtime_offset_ns = record->clock.realtime_offset_ns;
		break;
	case CAPTRACE_EXIT:
		stream->ends = true;
		stream->ended = record->exit.who;
		break;
	}

	process_learn(stream->processes, record, path);
}

const union record *stream_pop(struct stream *stream)
{
	const union record *record;

	if (stream->ends)
		process_forget(stream->processes, &stream->ended);
	stream->ends = false;

	record = order_pop(stream->order);
	if (record)
		learn(stream, record);

	return record;
}

void stream_names(struct stream *stream, const union record *record,
		  struct names *names)
{
	const struct captrace_who *who = record_who(record);

	*names = (struct names){
		.stream = stream,
		.realtime_offset_ns = stream->realtime_offset_ns,
	};
	if (!who)
		return;

	names->exe = process_exe(stream->processes, who);
	cgroup_names(stream->cgroups, who->cgroup_id, record->head.time_ns,
		     names);
	if (record->head.kind != CAPTRACE_CHECK)
		return;

	names->kernel_stack =
		stacks_find(&stream->stacks, record->check.kernel_stack);
	names->user_stack =
		stacks_find(&stream->stacks, record->check.user_stack);
}

bool stream_wants(struct stream *stream, const union record *record)
{
	const struct captrace_who *who = record_who(record);

	return !who || cgroup_wanted(stream->cgroups, who->cgroup_id,
				     record->head.time_ns);
}

uint64_t stream_realtime(const struct stream *stream,
			 const union record *record)
{
	return record->head.time_ns + stream->realtime_offset_ns;
}
