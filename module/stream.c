// SPDX-License-Identifier: GPL-2.0-only
#include <linux/elf.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/utsname.h>

#include "compat.h"
#include "lines.h"
#include "ring.h"
#include "rings.h"
#include "session.h"
#include "stacks.h"
#include "stream.h"
#include "ticket.h"

#define EXEC_BYTES  sizeof_field(struct captrace_exec, path)
#define STACK_BYTES sizeof_field(struct captrace_stack, text)
#define MORE_BYTES  sizeof_field(struct captrace_more, bytes)

/* Two stacks with their MORE records, and their CHECK: longer than any path. */
#define SCRATCH_RECORDS \
	(2 * (1 + DIV_ROUND_UP(CAPTRACE_LINES_MAX, MORE_BYTES)) + 1)

static void stream_check_layouts(void)
{
	BUILD_BUG_ON(offsetof(struct captrace_cgroup, path) !=
		     offsetof(struct captrace_exec, path));
	BUILD_BUG_ON(offsetof(struct captrace_cgroup, reserved) !=
		     offsetof(struct captrace_exec, reserved));
	BUILD_BUG_ON(offsetof(struct captrace_cgroup, path_size) !=
		     offsetof(struct captrace_exec, path_size));
	BUILD_BUG_ON(CAPTRACE_LINES_MAX < PATH_MAX);
	BUILD_BUG_ON(CAPTRACE_CGROUP_CUT != CAPTRACE_EXEC_CUT);
}

int captrace_stream_init(struct captrace_stream *stream)
{
	stream->scratch =
		compat_vzalloc(SCRATCH_RECORDS * CAPTRACE_RECORD_SIZE);

	return stream->scratch ? 0 : -ENOMEM;
}

void captrace_stream_exit(struct captrace_stream *stream)
{
	vfree(stream->scratch);
}

/* The place for one record more in scratch, zeroed. */
static union captrace_record *stream_add(struct captrace_stream *stream,
					 u16 kind, u64 time_ns)
{
	union captrace_record *record = &stream->scratch[stream->scratch_nr++];

	memset(record, 0, sizeof(*record));
	record->head.kind = kind;
	record->head.size = CAPTRACE_RECORD_SIZE;
	record->head.time_ns = time_ns;

	return record;
}

static void stream_add_header(struct captrace_session *session)
{
	struct captrace_header *header;

	header = &stream_add(&session->stream, CAPTRACE_HEADER,
			     session->start_ns)
			  ->header;
	memcpy(header->magic, CAPTRACE_MAGIC, sizeof(header->magic));
	header->byte_order = CAPTRACE_BYTE_ORDER;
	header->abi = CAPTRACE_ABI;
	header->record_size = CAPTRACE_RECORD_SIZE;
	header->machine = ELF_ARCH;
	header->realtime_offset_ns = session->start_offsets.realtime_ns;
	header->boottime_offset_ns = session->start_offsets.boottime_ns;
	strscpy(header->release, init_uts_ns.name.release,
		sizeof(header->release));
}

static void stream_add_end(struct captrace_session *session)
{
	struct captrace_stream *stream = &session->stream;
	u64 time_ns = max(session->stop_ns, stream->mark_ns);
	struct captrace_end *end;

	end = &stream_add(stream, CAPTRACE_END, time_ns)->end;
	captrace_session_count(session, &end->counters);
}

/* Of a text, what did not fit into its own record. */
static void stream_add_rest(struct captrace_stream *stream,
			    const struct captrace_head *head, const char *text,
			    size_t size, size_t at)
{
	struct captrace_more *more;

	for (; at < size; at += MORE_BYTES) {
		more = &stream_add(stream, CAPTRACE_MORE, head->time_ns)->more;
		more->head.cpu = head->cpu;
		memcpy(more->bytes, text + at, min(size - at, MORE_BYTES));
	}
}

/*
 * Changes the ticket that came with the record into the path.  A CGROUP is
 * laid out as an EXEC is.
 */
static void stream_add_path(struct captrace_stream *stream,
			    struct captrace_tickets *paths,
			    const struct captrace_exec *exec)
{
	struct captrace_exec *copy;
	size_t size;
	char *path;

	stream_check_layouts();
	copy = &stream_add(stream, CAPTRACE_EXEC, 0)->exec;
	*copy = *exec;
	if (!exec->reserved)
		return;

	copy->reserved = 0;
	path = captrace_ticket_take(paths, exec->reserved - 1);
	if (!path) {
		copy->head.flags |= CAPTRACE_EXEC_CUT;
		return;
	}

	size = strlen(path);
	copy->path_size = size;
	memcpy(copy->path, path, min(size, EXEC_BYTES));
	stream_add_rest(stream, &exec->head, path, size, EXEC_BYTES);
	kfree(path);
}

static void stream_add_stack(struct captrace_stream *stream,
			     const struct captrace_head *head, u16 flags,
			     u32 id, const char *text)
{
	size_t size = strlen(text);
	struct captrace_stack *stack;

	/* That is how a text says that it is cut. */
	if (text[size - 1] == '\n') {
		flags |= CAPTRACE_STACK_CUT;
		size--;
	}

	stack = &stream_add(stream, CAPTRACE_STACK, head->time_ns)->stack;
	stack->head.cpu = head->cpu;
	stack->head.flags = flags;
	stack->id = id;
	stack->text_size = size;
	memcpy(stack->text, text, min(size, STACK_BYTES));
	stream_add_rest(stream, head, text, size, STACK_BYTES);
}

/* In front of a check go the stacks that it names for the first time. */
static void stream_add_check(struct captrace_session *session,
			     const struct captrace_check *check)
{
	struct captrace_stream *stream = &session->stream;
	struct captrace_check copy = *check;
	char *text;

	if (check->kernel_stack) {
		copy.kernel_stack = captrace_stacks_tell_kernel(
			session->stacks, check->kernel_stack, &text);
		if (text)
			stream_add_stack(stream, &check->head, 0,
					 copy.kernel_stack, text);
		kfree(text);
	}
	if (check->user_stack) {
		copy.user_stack = captrace_stacks_tell_user(
			session->stacks, check->user_stack, &text);
		if (text)
			stream_add_stack(stream, &check->head,
					 CAPTRACE_STACK_USER, copy.user_stack,
					 text);
		kfree(text);
	}
	/* There was no memory for it. */
	if (!copy.kernel_stack != !check->kernel_stack ||
	    !copy.user_stack != !check->user_stack)
		copy.head.flags |= CAPTRACE_CHECK_NO_STACK;

	stream_add(stream, CAPTRACE_CHECK, 0)->check = copy;
}

/* Records that do not leave a ring as they are. */
static bool stream_is_raw(const union captrace_record *record)
{
	switch (record->head.kind) {
	case CAPTRACE_CHECK:
		return record->check.kernel_stack || record->check.user_stack;
	case CAPTRACE_LOST:
	case CAPTRACE_EXEC:
	case CAPTRACE_CGROUP:
		return true;
	default:
		return false;
	}
}

static void stream_add_raw(struct captrace_session *session,
			   struct captrace_ring *ring,
			   const union captrace_record *record)
{
	struct captrace_stream *stream = &session->stream;
	struct captrace_lost lost;

	switch (record->head.kind) {
	case CAPTRACE_CHECK:
		stream_add_check(session, &record->check);
		break;
	case CAPTRACE_EXEC:
		stream_add_path(stream, session->paths, &record->exec);
		break;
	case CAPTRACE_CGROUP:
		stream_add_path(stream, session->cgroup_paths, &record->exec);
		break;
	case CAPTRACE_LOST:
		if (captrace_ring_tell_loss(ring, &record->lost, &lost))
			stream_add(stream, CAPTRACE_LOST, 0)->lost = lost;
		break;
	}

	captrace_ring_consume(ring, 1);
}

static struct captrace_ring *stream_ring(const struct captrace_session *session)
{
	return captrace_rings_of(session, session->stream.cpu);
}

/* From here on, rings are delivered as they stand now, and then a MARK. */
static void stream_settle(struct captrace_session *session)
{
	struct captrace_stream *stream = &session->stream;
	unsigned int cpu = captrace_rings_next(session, -1);

	/* The fast clock may take a small step back. */
	stream->mark_ns = max(stream->mark_ns, ktime_get_mono_fast_ns());
	stream->phase = STREAM_RINGS;
	stream->cpu = cpu;
	for (; cpu < nr_cpu_ids; cpu = captrace_rings_next(session, cpu))
		captrace_ring_settle(captrace_rings_of(session, cpu),
				     stream->mark_ns);
}

/* Between MARKs.  False if there is nothing to go on with. */
static bool stream_idle(struct captrace_session *session)
{
	struct captrace_stream *stream = &session->stream;

	if (captrace_rings_readable(session)) {
		stream_settle(session);
		return true;
	}
	if (session->state != SESSION_STOPPED)
		return false;

	stream_add_end(session);
	stream->phase = STREAM_ENDED;

	return true;
}

/* The records of one ring that can go as they are; 0 if there is none. */
static const union captrace_record *
stream_drain(struct captrace_session *session, unsigned int *nr)
{
	struct captrace_stream *stream = &session->stream;
	const union captrace_record *records;
	struct captrace_ring *ring;
	struct captrace_lost lost;
	unsigned int plain = 0;

	*nr = 0;
	if (stream->cpu >= nr_cpu_ids) {
		stream_add(stream, CAPTRACE_MARK, stream->mark_ns);
		stream->phase = STREAM_IDLE;
		return NULL;
	}

	ring = stream_ring(session);
	records = captrace_ring_peek(ring, nr);
	if (!*nr) {
		if (captrace_ring_tell_loss(ring, NULL, &lost))
			stream_add(stream, CAPTRACE_LOST, 0)->lost = lost;
		stream->cpu = captrace_rings_next(session, stream->cpu);
		return NULL;
	}

	while (plain < *nr && !stream_is_raw(&records[plain]))
		plain++;
	*nr = plain;
	if (!plain)
		stream_add_raw(session, ring, records);

	return records;
}

const union captrace_record *
captrace_stream_peek(struct captrace_session *session, unsigned int *nr)
{
	struct captrace_stream *stream = &session->stream;
	const union captrace_record *records;

	for (;;) {
		*nr = stream->scratch_nr - stream->scratch_at;
		if (*nr)
			return &stream->scratch[stream->scratch_at];
		stream->scratch_at = 0;
		stream->scratch_nr = 0;

		switch (stream->phase) {
		case STREAM_HEADER:
			stream_add_header(session);
			stream->phase = STREAM_IDLE;
			break;
		case STREAM_IDLE:
			if (!stream_idle(session))
				return NULL;
			break;
		case STREAM_RINGS:
			records = stream_drain(session, nr);
			if (*nr)
				return records;
			break;
		case STREAM_ENDED:
			return NULL;
		}
	}
}

static unsigned int stream_checks(const union captrace_record *records,
				  unsigned int nr)
{
	unsigned int checks = 0;

	while (nr--)
		checks += records[nr].head.kind == CAPTRACE_CHECK;

	return checks;
}

void captrace_stream_consume(struct captrace_session *session, unsigned int nr)
{
	struct captrace_stream *stream = &session->stream;
	const union captrace_record *records;
	struct captrace_ring *ring;
	unsigned int all;

	if (stream->scratch_at < stream->scratch_nr) {
		records = &stream->scratch[stream->scratch_at];
		session->delivered += stream_checks(records, nr);
		stream->scratch_at += nr;
		return;
	}

	ring = stream_ring(session);
	session->delivered += stream_checks(captrace_ring_peek(ring, &all), nr);
	captrace_ring_consume(ring, nr);
}

bool captrace_stream_pending(const struct captrace_session *session)
{
	const struct captrace_stream *stream = &session->stream;

	return READ_ONCE(stream->phase) != STREAM_IDLE ||
	       READ_ONCE(stream->scratch_nr) != READ_ONCE(stream->scratch_at) ||
	       READ_ONCE(session->state) == SESSION_STOPPED;
}

bool captrace_stream_ended(const struct captrace_session *session)
{
	const struct captrace_stream *stream = &session->stream;

	return READ_ONCE(stream->phase) == STREAM_ENDED &&
	       READ_ONCE(stream->scratch_nr) == READ_ONCE(stream->scratch_at);
}
