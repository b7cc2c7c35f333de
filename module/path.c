// SPDX-License-Identifier: GPL-2.0-only
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "path.h"

#define NR_PATHS 256

/* How many places a probe tries before it gives up. */
#define NR_TRIES 8

/*
 * FREE -> CLAIMED -> HELD by a probe, -> READY by the work, -> FREE by the
 * reader; or HELD or READY -> DROPPED by the probe, -> FREE by the work.
 */
enum path_state {
	PATH_FREE,
	PATH_CLAIMED,
	PATH_HELD,
	PATH_DROPPED,
	PATH_READY,
};

struct path_place {
	atomic_t state;
	struct file *file;
	char *path;
};

struct captrace_paths {
	struct path_place places[NR_PATHS];
	atomic_t next;
	/* Queueing work takes locks: that is for outside the probe. */
	struct irq_work kick;
	struct work_struct work;
};

static char *path_of(struct file *file)
{
	char *page = (char *)__get_free_page(GFP_KERNEL);
	char *path, *copy = NULL;

	if (!page)
		return NULL;

	path = d_path(&file->f_path, page, min_t(size_t, PAGE_SIZE, PATH_MAX));
	if (!IS_ERR(path))
		copy = kstrdup(path, GFP_KERNEL);
	free_page((unsigned long)page);

	return copy;
}

/* Only the work touches file and path while a place is HELD or DROPPED. */
static void place_settle(struct path_place *place)
{
	if (atomic_read_acquire(&place->state) == PATH_HELD) {
		place->path = path_of(place->file);
		fput(place->file);
		place->file = NULL;
		atomic_cmpxchg(&place->state, PATH_HELD, PATH_READY);
	}

	if (atomic_read_acquire(&place->state) == PATH_DROPPED) {
		if (place->file)
			fput(place->file);
		place->file = NULL;
		kfree(place->path);
		place->path = NULL;
		atomic_xchg(&place->state, PATH_FREE);
	}
}

static void paths_work(struct work_struct *work)
{
	struct captrace_paths *paths =
		container_of(work, struct captrace_paths, work);
	unsigned int i;

	for (i = 0; i < NR_PATHS; i++)
		place_settle(&paths->places[i]);
}

static void paths_kick(struct irq_work *kick)
{
	struct captrace_paths *paths =
		container_of(kick, struct captrace_paths, kick);

	schedule_work(&paths->work);
}

struct captrace_paths *captrace_paths_create(void)
{
	struct captrace_paths *paths = kzalloc(sizeof(*paths), GFP_KERNEL);

	if (!paths)
		return NULL;

	init_irq_work(&paths->kick, paths_kick);
	INIT_WORK(&paths->work, paths_work);

	return paths;
}

void captrace_paths_destroy(struct captrace_paths *paths)
{
	unsigned int i;

	if (!paths)
		return;

	irq_work_sync(&paths->kick);
	flush_work(&paths->work);
	paths_work(&paths->work);
	for (i = 0; i < NR_PATHS; i++)
		if (atomic_read(&paths->places[i].state) == PATH_READY)
			kfree(paths->places[i].path);
	kfree(paths);
}

int captrace_paths_hold(struct captrace_paths *paths, struct file *file)
{
	unsigned int tries, ticket;
	struct path_place *place;

	for (tries = 0; tries < NR_TRIES; tries++) {
		ticket = (unsigned int)atomic_inc_return(&paths->next) %
			 NR_PATHS;
		place = &paths->places[ticket];
		if (atomic_cmpxchg(&place->state, PATH_FREE, PATH_CLAIMED) !=
		    PATH_FREE)
			continue;

		get_file(file);
		place->file = file;
		/* A full barrier: the work sees the file. */
		atomic_xchg(&place->state, PATH_HELD);
		irq_work_queue(&paths->kick);
		return ticket;
	}

	return CAPTRACE_PATH_NONE;
}

void captrace_paths_drop(struct captrace_paths *paths, int ticket)
{
	atomic_xchg(&paths->places[ticket].state, PATH_DROPPED);
	irq_work_queue(&paths->kick);
}

char *captrace_paths_take(struct captrace_paths *paths, int ticket)
{
	struct path_place *place = &paths->places[ticket];
	char *path;

	if (atomic_read_acquire(&place->state) != PATH_READY) {
		/* Kicked, but perhaps not yet queued. */
		irq_work_sync(&paths->kick);
		flush_work(&paths->work);
	}

	path = place->path;
	place->path = NULL;
	atomic_xchg(&place->state, PATH_FREE);

	return path;
}
