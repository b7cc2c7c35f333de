// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "delivery.h"
#include "demand.h"
#include "diag.h"
#include "options.h"
#include "output.h"
#include "ready.h"
#include "recording.h"
#include "replay.h"
#include "report.h"
#include "sift.h"
#include "signals.h"
#include "status.h"
#include "stream.h"
#include "wishes.h"

/* A recording on its way to the others. */
struct lane {
	const char *name;
	struct recording *recording;
	struct stream *stream;
	struct sift *sift;
	struct losses losses;
	/* The record that it waits with, and when that was. */
	const union record *record;
	uint64_t realtime_ns;
	bool finished;
};

struct replay {
	const struct options *options;
	struct wishes *wishes;
	struct lane *lanes;
	size_t nr_lanes;
	struct report report;
	struct delivery delivery;
	unsigned int signals;
	int signo;
	int err;
};

static void take_signals(struct replay *replay)
{
	struct signal_event event;

	while (signals_next(&event)) {
		if (event.signo == SIGCHLD)
			continue;
		replay->signals++;
		replay->signo = event.signo;
	}
}

/* The user does not want to see the rest. */
static bool is_over(const struct replay *replay)
{
	return replay->signals || replay->err || replay->delivery.write_err;
}

static void flush(struct replay *replay)
{
	while (delivery_flush(&replay->delivery)) {
		take_signals(replay);
		if (replay->signals > 1) {
			delivery_fail(&replay->delivery, -EINTR);
			return;
		}
	}
}

/* Reads what is there, or waits for it. */
static int fill(struct replay *replay, struct lane *lane)
{
	int to = replay->report.output ? output_fd(replay->report.output) : -1;
	int ready;

	ready = ready_wait(recording_fd(lane->recording), signals_fd(), to, -1);
	if (ready < 0)
		return ready;
	if (ready & READY_CLOSED)
		delivery_fail(&replay->delivery, -EPIPE);
	if (ready & READY_SIGNALS)
		take_signals(replay);
	if (!(ready & READY_RECORDS))
		return 0;

	return recording_fill(lane->recording);
}

static int push_all(struct lane *lane)
{
	const union record *record;
	int err = 0;

	while (!err && (record = recording_next(lane->recording)))
		err = stream_push(lane->stream, record);

	return err;
}

/* One step nearer to the next record of this lane. */
static int advance(struct replay *replay, struct lane *lane)
{
	int err;

	if (recording_is_over(lane->recording)) {
		lane->finished = true;
		stream_finish(lane->stream);
		return 0;
	}

	/* What is finished is not kept back while others let us wait. */
	flush(replay);

	err = fill(replay, lane);
	return err ? err : push_all(lane);
}

/* Until the lane has a record to show, or is at its end. */
static void look_ahead(struct replay *replay, struct lane *lane)
{
	while (!lane->record && !is_over(replay)) {
		lane->record = stream_pop(lane->stream);
		if (lane->record || lane->finished)
			break;
		replay->err = advance(replay, lane);
	}

	if (lane->record)
		lane->realtime_ns = stream_realtime(lane->stream, lane->record);
}

/* NULL if no lane has one. */
static struct lane *find_oldest(struct replay *replay)
{
	struct lane *lane, *oldest = NULL;
	size_t i;

	for (i = 0; i < replay->nr_lanes; i++) {
		lane = &replay->lanes[i];
		look_ahead(replay, lane);
		if (lane->record &&
		    (!oldest || lane->realtime_ns < oldest->realtime_ns))
			oldest = lane;
	}

	return oldest;
}

/* What is to be relied upon is not made of recordings that are damaged. */
static bool is_refused(const struct replay *replay)
{
	const struct options *options = replay->options;
	size_t i;

	if (!options->profile && !options->diff && !options->verify)
		return false;

	for (i = 0; i < replay->nr_lanes; i++) {
		if (recording_is_damaged(replay->lanes[i].recording))
			return true;
	}

	return false;
}

static void show_all(struct replay *replay)
{
	struct lane *lane;

	while ((lane = find_oldest(replay)) && !is_over(replay)) {
		delivery_take(&replay->delivery, lane->stream, lane->sift,
			      &lane->losses, lane->record);
		lane->record = NULL;
	}

	/* A table of a part would look like one of all. */
	if (!replay->signals && !is_refused(replay))
		delivery_end(&replay->delivery);
	flush(replay);
}

static void add_hidden(struct replay *replay)
{
	const __u64 *hidden;
	size_t lane, i;

	for (lane = 0; lane < replay->nr_lanes; lane++) {
		hidden = sift_hidden(replay->lanes[lane].sift);
		for (i = 0; i < CAPTRACE_NR_CLASSES; i++)
			replay->delivery.hidden[i] += hidden[i];
	}
}

/* Tells what is wrong with them.  True if that is nothing. */
static bool are_whole(struct replay *replay)
{
	const char *complaint;
	bool whole = true;
	size_t i;

	for (i = 0; i < replay->nr_lanes; i++) {
		complaint = recording_complaint(replay->lanes[i].recording);
		if (!complaint)
			continue;
		diag("%s %s", replay->lanes[i].name, complaint);
		whole = false;
	}

	return whole;
}

/* Nothing kept it from being written, down to the damage if there is one. */
static bool is_written(struct replay *replay)
{
	if (replay->err) {
		diag_errno(replay->err, "cannot read the recording");
		return false;
	}
	if (report_explain(replay->delivery.write_err, replay->options))
		return false;

	return replay->delivery.write_err || !replay->report.output ||
	       report_finish(&replay->report, replay->options);
}

static int conclude(struct replay *replay)
{
	int status;

	if (replay->signals)
		return 128 + replay->signo;

	if (is_refused(replay)) {
		are_whole(replay);
		return STATUS_USAGE;
	}

	add_hidden(replay);
	status = report_losses(&replay->delivery, 0, replay->options);

	if (!is_written(replay) || !are_whole(replay))
		return EXIT_FAILURE;

	return status;
}

/* The next functions tell the user what went wrong, and give an exit status. */

/* What is no recording shows before anything is written. */
static int begin_lane(struct replay *replay, struct lane *lane)
{
	int err = 0;

	while (!err && !replay->signals &&
	       !recording_is_over(lane->recording) &&
	       !recording_is_headed(lane->recording)) {
		err = fill(replay, lane);
		if (!err)
			err = push_all(lane);
	}
	if (err)
		diag_errno(err, "cannot read %s", lane->name);
	else if (recording_is_over(lane->recording) &&
		 !recording_is_headed(lane->recording))
		diag("%s %s", lane->name, recording_complaint(lane->recording));
	else
		return 0;

	return STATUS_USAGE;
}

/* It would be gone before it was read, or never come to its end. */
static int refuse_same_file(struct replay *replay, const struct lane *lane)
{
	int to = output_fd(replay->report.output);
	struct stat in, out;

	if (fstat(recording_fd(lane->recording), &in) || fstat(to, &out) ||
	    !S_ISREG(in.st_mode) || in.st_dev != out.st_dev ||
	    in.st_ino != out.st_ino)
		return 0;

	diag("%s cannot be read and written at once", lane->name);
	return STATUS_USAGE;
}

static int open_lane(struct replay *replay, struct lane *lane, const char *path)
{
	const struct stream_options stream_options = {
		.wishes = replay->wishes,
	};
	const struct options *options = replay->options;
	const struct sift_options sift_options = {
		.classes = demand_classes(options),
		.results = demand_results(options),
		.caps = demand_caps(options),
		.pids = &options->pids,
		.trees = &options->trees,
		.follow = options->follow,
		.uids = &options->uids,
		.by_cgroup = replay->wishes,
	};
	int err;

	lane->name = !strcmp(path, "-") ? "the standard input" : path;
	err = recording_open(&lane->recording, path);
	if (err) {
		diag_errno(err, "cannot open %s", lane->name);
		return STATUS_USAGE;
	}

	lane->stream = stream_create(&stream_options);
	if (!lane->stream || sift_create(&lane->sift, &sift_options)) {
		diag("out of memory");
		return EXIT_FAILURE;
	}

	return 0;
}

static int open_lanes(struct replay *replay)
{
	const struct words *paths = &replay->options->recordings;
	int status = 0;

	replay->lanes = calloc(paths->nr, sizeof(*replay->lanes));
	if (!replay->lanes) {
		diag("out of memory");
		return EXIT_FAILURE;
	}

	while (!status && replay->nr_lanes < paths->nr) {
		status = open_lane(replay, &replay->lanes[replay->nr_lanes],
				   paths->at[replay->nr_lanes]);
		replay->nr_lanes++;
	}

	return status;
}

static int begin_lanes(struct replay *replay)
{
	int status = 0;
	size_t i;

	for (i = 0; i < replay->nr_lanes && !status; i++)
		status = begin_lane(replay, &replay->lanes[i]);

	return status;
}

static int run(struct replay *replay)
{
	int status;
	size_t i;
	int err;

	err = demand_wishes(&replay->wishes, replay->options);
	if (err)
		return err == -EINVAL ? STATUS_USAGE : EXIT_FAILURE;
	status = open_lanes(replay);
	if (status)
		return status;
	if (report_open(&replay->report, replay->options, NULL))
		return EXIT_FAILURE;

	replay->delivery.sink = replay->report.sink;
	for (i = 0; i < replay->nr_lanes && !status; i++)
		status = refuse_same_file(replay, &replay->lanes[i]);
	if (!status)
		status = begin_lanes(replay);
	if (status)
		return status;

	delivery_fail(&replay->delivery, output_begin(replay->report.output));
	show_all(replay);

	return conclude(replay);
}

static void close_lane(struct lane *lane)
{
	sift_destroy(lane->sift);
	stream_destroy(lane->stream);
	recording_close(lane->recording);
}

static void close_lanes(struct replay *replay)
{
	size_t i;

	for (i = 0; i < replay->nr_lanes; i++)
		close_lane(&replay->lanes[i]);
	free(replay->lanes);
}

int replay_run(const struct options *options)
{
	struct replay replay = { .options = options };
	int status = EXIT_FAILURE;
	int err;

	err = signals_open(false);
	if (err)
		diag_errno(err, "cannot prepare for signals");
	else
		status = run(&replay);

	if (!report_close(&replay.report, options))
		status = EXIT_FAILURE;
	close_lanes(&replay);
	wishes_close(replay.wishes);

	return status;
}

int replay_into(struct sink *sink, const struct options *options)
{
	struct replay replay = { .options = options };
	int status;

	replay.delivery.sink = sink;
	status = open_lanes(&replay);
	if (!status)
		status = begin_lanes(&replay);
	if (!status) {
		show_all(&replay);
		status = conclude(&replay);
	}
	close_lanes(&replay);

	return status;
}
