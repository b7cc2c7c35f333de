// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "classes.h"
#include "diag.h"
#include "losses.h"

#define NSEC_PER_SEC   1000000000ull
#define NSEC_PER_TENTH 100000000ull

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

static void take_lost(struct losses *losses, const struct captrace_lost *lost,
		      bool quiet)
{
	uint64_t now_ns = lost->head.time_ns;

	losses->untold += lost->full + lost->missed;
	if (quiet || !losses->untold)
		return;
	if (losses->told_ns && now_ns < losses->told_ns + NSEC_PER_SEC)
		return;

	diag("%" PRIu64 " check%s lost here", losses->untold,
	     plural(losses->untold));
	losses->untold = 0;
	losses->told_ns = now_ns;
}

/* While it lasts there is a record each second; one begins where one ended. */
static void take_blind(struct losses *losses,
		       const struct captrace_blind *blind)
{
	if (blind->since_ns > losses->blind_until_ns)
		diag("blind: kprobes were switched off, no check is seen "
		     "(/sys/kernel/debug/kprobes/enabled)");

	losses->blind_until_ns = blind->until_ns;
}

void losses_take(struct losses *losses, const union record *record, bool quiet)
{
	if (record->head.kind == CAPTRACE_LOST)
		take_lost(losses, &record->lost, quiet);
	else if (record->head.kind == CAPTRACE_BLIND)
		take_blind(losses, &record->blind);
}

static bool report(uint64_t count, const char *what, const char *why)
{
	if (count)
		diag("%" PRIu64 " %s%s %s", count, what, plural(count), why);

	return count;
}

static bool report_blind(uint64_t blind_ns)
{
	uint64_t tenths = (blind_ns + NSEC_PER_TENTH - 1) / NSEC_PER_TENTH;

	if (blind_ns)
		diag("blind for %" PRIu64 ".%" PRIu64 " s: kprobes were "
		     "switched off (/sys/kernel/debug/kprobes/enabled)",
		     tenths / 10, tenths % 10);

	return blind_ns;
}

bool losses_report(const struct captrace_counters *counters)
{
	bool any = false;

	any |= report(counters->lost_full, "check",
		      "lost: the buffer was full (--buffer holds more)");
	any |= report(counters->lost_missed, "check",
		      "lost: no return probe instance was free "
		      "(module parameter maxactive)");
	any |= report(counters->lost_events, "other record",
		      "lost: the buffer was full, names, control groups or "
		      "outcomes may be missing");
	any |= report(counters->unseen, "probe hit",
		      "unseen: the kernel skipped it, and nobody knows what "
		      "it was");
	any |= report_blind(counters->blind_ns);

	return any;
}

void losses_report_hidden(const __u64 hidden[CAPTRACE_NR_CLASSES],
			  const char *what, const char *how)
{
	char each[256] = "";
	uint64_t total = 0;
	size_t size = 0;
	size_t i;

	for (i = 0; i < CAPTRACE_NR_CLASSES; i++) {
		if (!hidden[i])
			continue;
		size += snprintf(each + size, sizeof(each) - size,
				 "%s%" PRIu64 " %s", total ? ", " : "",
				 (uint64_t)hidden[i], classes_name(i));
		total += hidden[i];
	}

	if (total)
		diag("%" PRIu64 " check%s %s (%s): %s %s", total, plural(total),
		     what, each, how, total == 1 ? "it" : "them");
}
