// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cgroups.h"
#include "joined.h"
#include "output.h"
#include "recorder.h"
#include "sink.h"

struct recorder {
	struct sink sink;
	struct output *output;
	/* The control groups so far, by the records that were read. */
	struct cgroup_table *cgroups;
	struct joined path;
	struct captrace_cgroup path_record;
};

static int write_record(struct recorder *recorder, const union record *record)
{
	char *to = output_reserve(recorder->output, sizeof(*record));

	if (!to)
		return -ENOMEM;

	memcpy(to, record, sizeof(*record));
	return output_commit(recorder->output, sizeof(*record));
}

/* Of the same CPU and time as the record behind it. */
static union record begin_record(unsigned int kind, const union record *behind)
{
	return (union record){
		.head = {
			.kind = kind,
			.size = sizeof(union record),
			.cpu = behind->head.cpu,
			.time_ns = behind->head.time_ns,
		},
	};
}

static int write_name(struct recorder *recorder, const union record *behind,
		      enum record_name_of of, const char *text)
{
	union record record = begin_record(RECORD_NAME, behind);
	size_t size = strlen(text);
	size_t done = sizeof(record.name.text);
	int err;

	record.name.cgroup_id = record_who(behind)->cgroup_id;
	record.name.of = of;
	record.name.text_size = size;
	memcpy(record.name.text, text, strnlen(text, done));
	err = write_record(recorder, &record);

	for (; !err && done < size; done += sizeof(record.more.bytes)) {
		record = begin_record(CAPTRACE_MORE, behind);
		memcpy(record.more.bytes, text + done,
		       strnlen(text + done, sizeof(record.more.bytes)));
		err = write_record(recorder, &record);
	}

	return err;
}

/* What the runtimes say of the container of this record's task. */
static int write_names(struct recorder *recorder, const union record *behind)
{
	struct names names = { NULL };
	const struct {
		enum record_name_of of;
		const char *const *text;
	} each[] = {
		{ RECORD_NAME_RUNTIME, &names.runtime },
		{ RECORD_NAME_CONTAINER_ID, &names.container_id },
		{ RECORD_NAME_CONTAINER, &names.container },
		{ RECORD_NAME_IMAGE, &names.image },
		{ RECORD_NAME_POD, &names.pod },
	};
	int err = 0;
	size_t i;

	cgroup_names(recorder->cgroups, record_who(behind)->cgroup_id,
		     behind->head.time_ns, &names);
	for (i = 0; !err && i < sizeof(each) / sizeof(each[0]); i++) {
		if (*each[i].text)
			err = write_name(recorder, behind, each[i].of,
					 *each[i].text);
	}

	return err;
}

/* A path is whole when the next record but a MORE comes. */
static void learn(struct recorder *recorder, const union record *record)
{
	const char *path = joined_end(&recorder->path);

	if (path)
		cgroup_learn(recorder->cgroups, &recorder->path_record, path,
			     joined_is_whole(&recorder->path));

	if (record->head.kind == CAPTRACE_CGROUP) {
		joined_begin(&recorder->path, record);
		recorder->path_record = record->cgroup;
	}
}

static int recorder_record(struct sink *sink, const union record *record,
			   const struct names *names)
{
	struct recorder *recorder = (struct recorder *)sink;
	const struct captrace_who *who = record_who(record);
	int err = 0;

	(void)names;
	if (record->head.kind == CAPTRACE_MORE)
		joined_add(&recorder->path, &record->more);
	else
		learn(recorder, record);

	if (who && cgroup_has_news(recorder->cgroups, who->cgroup_id,
				   record->head.time_ns))
		err = write_names(recorder, record);

	return err ? err : write_record(recorder, record);
}

static int recorder_flush(struct sink *sink)
{
	return output_flush(((struct recorder *)sink)->output);
}

static void recorder_destroy(struct sink *sink)
{
	struct recorder *recorder = (struct recorder *)sink;

	cgroup_table_destroy(recorder->cgroups);
	free(recorder);
}

int recorder_create(struct sink **sink, struct output *output,
		    struct runtimes *runtimes)
{
	struct recorder *recorder = calloc(1, sizeof(*recorder));

	if (!recorder)
		return -ENOMEM;

	recorder->cgroups = cgroup_table_create(NULL, runtimes);
	if (!recorder->cgroups)
		goto err_free_recorder;

	recorder->output = output;
	recorder->sink.live = true;
	recorder->sink.record = recorder_record;
	recorder->sink.flush = recorder_flush;
	recorder->sink.destroy = recorder_destroy;
	*sink = &recorder->sink;

	return 0;

err_free_recorder:
	free(recorder);
	return -ENOMEM;
}
