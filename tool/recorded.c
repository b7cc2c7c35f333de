// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "collector.h"
#include "demand.h"
#include "diag.h"
#include "ledger.h"
#include "options.h"
#include "recorded.h"
#include "replay.h"
#include "sink.h"
#include "status.h"

static int read_into(struct ledger *ledger, char *path,
		     const struct options *options)
{
	struct options one = *options;
	struct sink *sink;
	int status;

	if (collector_create(&sink, ledger)) {
		diag("out of memory");
		return EXIT_FAILURE;
	}

	one.recordings.at = &path;
	one.recordings.nr = 1;
	status = replay_into(sink, &one);
	sink->destroy(sink);

	return status;
}

int recorded_read(struct ledger **ledger, char *path,
		  const struct options *options)
{
	const struct ledger_options ledger_options = {
		.by_cgroup = demand_is_by_cgroup(options),
	};
	int status;

	*ledger = ledger_create(&ledger_options);
	if (!*ledger) {
		diag("out of memory");
		return EXIT_FAILURE;
	}

	status = read_into(*ledger, path, options);
	if (status) {
		ledger_destroy(*ledger);
		*ledger = NULL;
	}

	/* 1 would be an answer. */
	return status == EXIT_FAILURE ? STATUS_USAGE : status;
}

int recorded_required(uint64_t *required, char *path)
{
	const struct options options = { .verify = true };
	struct ledger *ledger;
	int status = recorded_read(&ledger, path, &options);

	if (status)
		return status;

	*required = ledger_group_caps(ledger_groups(ledger), NEED_REQUIRED);
	ledger_destroy(ledger);

	return 0;
}
