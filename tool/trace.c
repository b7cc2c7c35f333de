// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>

#include "command.h"
#include "output.h"
#include "ready.h"
#include "signals.h"
#include "source.h"
#include "stream.h"
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

/* Nobody reads, or there is no room: it is over. */
static void take_write_error(struct trace *trace, int err)
{
	delivery_fail(&trace->delivery, err);
	if (trace->delivery.write_err)
		stop(trace);
}

static void flush(struct trace *trace)
{
	while (delivery_flush(&trace->delivery)) {
		take_signals(trace);
		if (is_desperate(trace)) {
			take_write_error(trace, -EINTR);
			return;
		}
	}

	take_write_error(trace, 0);
}

/* An end, or one that may have been missed. */
static void watch_targets(struct trace *trace, const union record *record)
{
	if (record->head.kind == CAPTRACE_EXIT ||
	    record->head.kind == CAPTRACE_LOST)
		trace->look = true;
}

static void deliver(struct trace *trace)
{
	const union record *record;

	while ((record = stream_pop(trace->stream)))
		delivery_take(&trace->delivery, trace->stream, trace->sift,
			      &trace->losses, record);
}

static int take_record(struct trace *trace, const union record *record)
{
	int err;

	watch_targets(trace, record);
	if (!trace->stream) {
		delivery_take(&trace->delivery, NULL, NULL, &trace->losses,
			      record);
		return 0;
	}

	err = stream_push(trace->stream, record);
	if (!err && (record->head.kind == CAPTRACE_MARK ||
		     record->head.kind == CAPTRACE_END))
		deliver(trace);

	return err;
}

static int take_batch(struct trace *trace)
{
	const union record *record;
	int err;

	err = source_fill(trace->source);
	while (!err && (record = source_next(trace->source)))
		err = take_record(trace, record);
	flush(trace);

	return err;
}

/* READY_* */
static int wait_for_work(struct trace *trace)
{
	bool looks = trace->until_gone && !trace->stopped;
	int to = trace->delivery.write_err ? -1 : output_fd(trace->output);

	return ready_wait(source_fd(trace->source), signals_fd(), to,
			  looks ? LOOK_MS : -1);
}

/* Waits once, and does what there is to do. */
static int step(struct trace *trace)
{
	int ready = wait_for_work(trace);
	int err = 0;

	if (ready < 0)
		return ready;

	if (ready & READY_CLOSED)
		take_write_error(trace, -EPIPE);
	if (ready & READY_SIGNALS)
		take_signals(trace);
	if (ready & READY_RECORDS)
		err = take_batch(trace);
	if (!ready || trace->look)
		look_for_targets(trace);

	return err;
}

static void finish(struct trace *trace)
{
	if (trace->stream) {
		stream_finish(trace->stream);
		deliver(trace);
	}
	delivery_end(&trace->delivery);
	flush(trace);
}

/* Whatever became of the trace, the command runs on with its signals. */
static void await_command(struct trace *trace)
{
	while (command_runs(trace) && !trace->detached) {
		ready_wait(-1, signals_fd(), -1, -1);
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
