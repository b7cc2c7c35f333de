// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "joined.h"

/* An end that says that there was more. */
#define CUT "..."

/* What of a text stands in the record that it begins in. */
struct piece {
	const void *bytes;
	size_t size;
	size_t wanted;
	bool cut;
};

static bool find_piece(struct piece *piece, const union record *record)
{
	unsigned int flags = record->head.flags;

	switch (record->head.kind) {
	case CAPTRACE_EXEC:
		piece->bytes = record->exec.path;
		piece->size = sizeof(record->exec.path);
		piece->wanted = record->exec.path_size;
		piece->cut = flags & CAPTRACE_EXEC_CUT;
		return true;
	case CAPTRACE_CGROUP:
		piece->bytes = record->cgroup.path;
		piece->size = sizeof(record->cgroup.path);
		piece->wanted = record->cgroup.path_size;
		piece->cut = flags & CAPTRACE_CGROUP_CUT;
		return true;
	case CAPTRACE_STACK:
		piece->bytes = record->stack.text;
		piece->size = sizeof(record->stack.text);
		piece->wanted = record->stack.text_size;
		piece->cut = flags & CAPTRACE_STACK_CUT;
		return true;
	case RECORD_NAME:
		piece->bytes = record->name.text;
		piece->size = sizeof(record->name.text);
		piece->wanted = record->name.text_size;
		piece->cut = false;
		return true;
	default:
		return false;
	}
}

static void add(struct joined *joined, const void *bytes, size_t size)
{
	size_t room = sizeof(joined->bytes) - sizeof(CUT) - joined->size;
	size_t missing = joined->wanted - joined->size;

	if (size > missing)
		size = missing;
	if (size > room) {
		size = room;
		joined->cut = true;
	}

	memcpy(joined->bytes + joined->size, bytes, size);
	joined->size += size;
}

bool joined_begin(struct joined *joined, const union record *record)
{
	struct piece piece;

	joined->under_way = find_piece(&piece, record);
	if (!joined->under_way)
		return false;

	joined->cut = piece.cut;
	joined->wanted = piece.wanted;
	joined->size = 0;
	add(joined, piece.bytes, piece.size);

	return true;
}

void joined_add(struct joined *joined, const struct captrace_more *more)
{
	if (joined->under_way)
		add(joined, more->bytes, sizeof(more->bytes));
}

bool joined_is_whole(const struct joined *joined)
{
	return !joined->cut && joined->size == joined->wanted;
}

const char *joined_end(struct joined *joined)
{
	bool cut = !joined_is_whole(joined) && joined->size;

	if (!joined->under_way)
		return NULL;

	joined->under_way = false;
	strcpy(joined->bytes + joined->size, cut ? CUT : "");

	return joined->bytes;
}
