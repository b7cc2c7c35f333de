// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stddef.h>

#include "delivery.h"
#include "sift.h"
#include "sink.h"
#include "stream.h"

void delivery_fail(struct delivery *delivery, int err)
{
	if (!delivery->write_err)
		delivery->write_err = err;
}

int delivery_flush(struct delivery *delivery)
{
	int err;

	if (delivery->write_err)
		return 0;

	err = delivery->sink->flush(delivery->sink);
	if (err == -EINTR)
		return err;

	delivery_fail(delivery, err);
	return 0;
}

void delivery_end(struct delivery *delivery)
{
	if (!delivery->write_err && delivery->sink->end)
		delivery_fail(delivery, delivery->sink->end(delivery->sink));
}

static void add_counters(struct delivery *delivery,
			 const struct captrace_counters *counters)
{
	struct captrace_counters *sum = &delivery->counters;
	size_t i;

	delivery->nr_ends++;
	sum->delivered += counters->delivered;
	sum->lost_full += counters->lost_full;
	sum->lost_missed += counters->lost_missed;
	sum->lost_events += counters->lost_events;
	for (i = 0; i < CAPTRACE_NR_CLASSES; i++)
		sum->hidden[i] += counters->hidden[i];
	sum->unseen += counters->unseen;
	sum->blind_ns += counters->blind_ns;
}

static void take_note(struct delivery *delivery, struct losses *losses,
		      const union record *record)
{
	switch (record->head.kind) {
	case CAPTRACE_LOST:
	case CAPTRACE_BLIND:
		/* What stands before it shows before it. */
		if (delivery->sink->live)
			delivery_flush(delivery);
		losses_take(losses, record, !delivery->sink->live);
		break;
	case CAPTRACE_END:
		add_counters(delivery, &record->end.counters);
		break;
	}
}

void delivery_take(struct delivery *delivery, struct stream *stream,
		   struct sift *sift, struct losses *losses,
		   const union record *record)
{
	struct sink *sink = delivery->sink;
	struct names names = { NULL };

	take_note(delivery, losses, record);
	if (sift && !sift_take(sift, stream, record))
		return;
	if (delivery->write_err)
		return;

	if (stream && sink->named)
		stream_names(stream, record, &names);
	delivery_fail(delivery, sink->record(sink, record, &names));
}
