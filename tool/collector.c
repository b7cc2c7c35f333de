// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "collector.h"
#include "ledger.h"
#include "sink.h"

struct collector {
	struct sink sink;
	struct ledger *ledger;
};

static int collector_record(struct sink *sink, const union record *record,
			    const struct names *names)
{
	return ledger_take(((struct collector *)sink)->ledger, record, names);
}

static int collector_flush(struct sink *sink)
{
	(void)sink;

	return 0;
}

static void collector_destroy(struct sink *sink)
{
	free(sink);
}

int collector_create(struct sink **sink, struct ledger *ledger)
{
	struct collector *collector = calloc(1, sizeof(*collector));

	if (!collector)
		return -ENOMEM;

	collector->ledger = ledger;
	collector->sink.named = true;
	collector->sink.record = collector_record;
	collector->sink.flush = collector_flush;
	collector->sink.destroy = collector_destroy;
	*sink = &collector->sink;

	return 0;
}
