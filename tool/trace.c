// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>

#include "cgroups.h"
#include "command.h"
#include "order.h"
#include "output.h"
#include "process.h"
#include "signals.h"
#include "sink.h"
#include "source.h"
#include "trace.h"

/* Without word of a death we ask so often whether anybody is left. */
#define LOOK_MS 1000

static void take_read_error(struct trace *trace, int err)
{
	if (!trace->read_err)
		trace->read_err = err;
}

static void stop(struct trace *trace)
{
	if (trace->stopped)
		return;

	trace->stopped = true;
	take_read_error(trace, source_stop(trace->source));
}

static bool command_runs(struct trace *trace)
{
	return trace->command && !command_has_ended(trace->command);
}

/*
 * The command's, if there is one: it may well live on with it.  But the second
 * SIGINT is for us.
 */
static void take_end_signal(struct trace *trace,
			    const struct signal_event *event)
{
	bool runs = command_runs(trace);

	trace->signo = event->signo;
	trace->signals += !runs || event->signo == SIGINT;

	if (runs && (event->signo != SIGINT || trace->signals == 1)) {
		if (!event->from_terminal)
			command_signal(trace->command, event->signo);
		return;
	}

	trace->detached |= runs;
	stop(trace);
}

static void take_signals(struct trace *trace)
{
	struct signal_event event;

	while (signals_next(&event)) {
		if (event.signo != SIGCHLD)
			take_end_signal(trace, &event);
	}

	if (trace->command && !command_runs(trace)) {
		if (!trace->until_gone)
			stop(trace);
		trace->look = true;
	}
}

static void look_for_targets(struct trace *trace)
{
	struct captrace_counters counters;

	trace->look = false;
	if (!trace->until_gone || trace->stopped || command_runs(trace))
		return;

	if (!source_counters(trace->source, &counters) && !counters.pids)
		stop(trace);
}

/* One signal more than it takes to detach: whoever reads us is stuck. */
static bool is_desperate(const struct trace *trace)
{
	return trace->signals > (trace->command ? 2 : 1);
}

static void take_write_error(struct trace *trace, int err)
{
	if (!err || trace->write_err)
		return;

	trace->write_err = err;
	stop(trace);
}

static void flush(struct trace *trace)
{
	int err = 0;

	while (!trace->write_err) {
		err = trace->sink->flush(trace->sink);
		if (err != -EINTR)
			break;
		take_signals(trace);
		if (is_desperate(trace))
			break;
	}

	take_write_error(trace, err);
}

static struct names find_names(struct trace *trace,
			       const struct captrace_who *who)
{
	return (struct names){
		.exe = process_exe(trace->processes, who),
		.cgroup = cgroup_path(trace->cgroups, who->cgroup_id),
	};
}

/* A task may be moved during a call: its OUTCOME goes with the CHECKs. */
static bool is_wanted(struct trace *trace, const union record *record)
{
	if (!trace->sieves || record->head.kind != CAPTRACE_CHECK)
		return true;

	return cgroup_wanted(trace->cgroups, record->check.who.cgroup_id,
			     record->head.time_ns);
}

static void write_record(struct trace *trace, const union record *record)
{
	struct names names = { NULL };

	if (trace->write_err || !is_wanted(trace, record))
		return;
	if (trace->sink->live && record->head.kind == CAPTRACE_CHECK)
		names = find_names(trace, &record->check.who);

	take_write_error(trace,
			 trace->sink->record(trace->sink, record, &names));
}

static void take_loss(struct trace *trace, const union record *record)
{
	if (trace->sink->live)
		flush(trace);
	losses_take(&trace->losses, record, !trace->sink->live);
}

static void take_record(struct trace *trace, const union record *record)
{
	switch (record->head.kind) {
	case CAPTRACE_EXIT:
		trace->look = true;
		break;
	case CAPTRACE_LOST:
		trace->look = true;
		take_loss(trace, record);
		break;
	case CAPTRACE_BLIND:
		take_loss(trace, record);
		break;
	case CAPTRACE_END:
		trace->counters = record->end.counters;
		trace->complete = true;
		break;
	}

	process_learn(trace->processes, record);
	cgroup_learn(trace->cgroups, record);
	write_record(trace, record);
	process_forget(trace->processes, record);
}

static void take_ordered(struct trace *trace)
{
	const union record *record;

	while ((record = order_pop(trace->order)))
		take_record(trace, record);
}

static int take_batch(struct trace *trace)
{
	const union record *record;
	int err;

	err = source_fill(trace->source);
	if (err)
		return err;

	while ((record = source_next(trace->source))) {
		err = order_push(trace->order, record);
		if (err)
			return err;
		if (record->head.kind == CAPTRACE_MARK ||
		    record->head.kind == CAPTRACE_END)
			take_ordered(trace);
	}
	flush(trace);

	return 0;
}

/* SOURCE_* */
static int wait_for_work(struct trace *trace)
{
	bool looks = trace->until_gone && !trace->stopped;
	int to = trace->write_err ? -1 : output_fd(trace->output);

	return source_wait(trace->source, signals_fd(), to,
			   looks ? LOOK_MS : -1);
}

/* Waits once, and does what there is to do. */
static int step(struct trace *trace)
{
	int ready = wait_for_work(trace);
	int err = 0;

	if (ready < 0)
		return ready;

	if (ready & SOURCE_CLOSED)
		take_write_error(trace, -EPIPE);
	if (ready & SOURCE_OTHER)
		take_signals(trace);
	if (ready & SOURCE_READABLE)
		err = take_batch(trace);
	if (!ready || trace->look)
		look_for_targets(trace);

	return err;
}

static void finish(struct trace *trace)
{
	order_finish(trace->order);
	take_ordered(trace);

	if (!trace->write_err && trace->sink->end)
		take_write_error(trace, trace->sink->end(trace->sink));
	flush(trace);
}

/* Whatever became of the trace, the command runs on with its signals. */
static void await_command(struct trace *trace)
{
	while (command_runs(trace) && !trace->detached) {
		source_wait(trace->source, signals_fd(), -1, -1);
		take_signals(trace);
	}
}

void trace_run(struct trace *trace)
{
	take_write_error(trace, output_begin(trace->output));
	while (!trace->read_err && !source_is_over(trace->source))
		take_read_error(trace, step(trace));

	finish(trace);
	await_command(trace);
}
