// SPDX-License-Identifier: GPL-2.0-only
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/limits.h>
#include <linux/llist.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "path.h"

/* How many places a probe tries before it gives up. */
#define NR_TRIES 8

/*
 * FREE -> CLAIMED by a probe, -> READY by the work, -> FREE by the reader or,
 * for one that was dropped, by the work.
 */
enum path_state {
	PATH_FREE,
	PATH_CLAIMED,
	PATH_READY,
};

struct path_place {
	atomic_t state;
	/* One of them, or none. */
	struct file *file;
	struct cgroup *cgroup;
	char *path;
	struct llist_node held;
	struct llist_node dropped;
};

struct captrace_paths {
	unsigned int nr;
	atomic_t next;
	struct llist_head held;
	struct llist_head dropped;
	/* Queueing work takes locks: that is for outside the probe. */
	struct irq_work kick;
	struct work_struct work;
	struct path_place places[];
};

/* In buf, or an error, or NULL. */
static char *place_find(const struct path_place *place, char *buf, size_t size)
{
	return place->file ? d_path(&place->file->f_path, buf, size) :
			     compat_cgroup_path(place->cgroup, buf, size);
}

static char *place_path(const struct path_place *place)
{
	char *page = (char *)__get_free_page(GFP_KERNEL);
	char *path, *copy = NULL;

	if (!page)
		return NULL;

	path = place_find(place, page, min_t(size_t, PAGE_SIZE, PATH_MAX));
	if (!IS_ERR_OR_NULL(path))
		copy = kstrdup(path, GFP_KERNEL);
	free_page((unsigned long)page);

	return copy;
}

static void place_let_go(struct path_place *place)
{
	if (place->file)
		fput(place->file);
	if (place->cgroup)
		compat_cgroup_put(place->cgroup);
	place->file = NULL;
	place->cgroup = NULL;
}

static void place_settle(struct path_place *place)
{
	place->path = place_path(place);
	place_let_go(place);
	atomic_set_release(&place->state, PATH_READY);
}

static void place_free(struct path_place *place)
{
	kfree(place->path);
	place->path = NULL;
	atomic_set_release(&place->state, PATH_FREE);
}

/* One that was dropped was held before: it is settled when it is freed. */
static void paths_work(struct work_struct *work)
{
	struct captrace_paths *paths =
		container_of(work, struct captrace_paths, work);
	struct llist_node *dropped = llist_del_all(&paths->dropped);
	struct llist_node *held = llist_del_all(&paths->held);
	struct path_place *place;

	while (held) {
		place = llist_entry(held, struct path_place, held);
		held = llist_next(held);
		place_settle(place);
	}

	while (dropped) {
		place = llist_entry(dropped, struct path_place, dropped);
		dropped = llist_next(dropped);
		place_free(place);
	}
}

static void paths_kick(struct irq_work *kick)
{
	struct captrace_paths *paths =
		container_of(kick, struct captrace_paths, kick);

	schedule_work(&paths->work);
}

struct captrace_paths *captrace_paths_create(unsigned int nr)
{
	struct captrace_paths *paths;

	paths = compat_vzalloc(sizeof(*paths) + nr * sizeof(*paths->places));
	if (!paths)
		return NULL;

	paths->nr = nr;
	init_llist_head(&paths->held);
	init_llist_head(&paths->dropped);
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
	cancel_work_sync(&paths->work);
	paths_work(&paths->work);
	for (i = 0; i < paths->nr; i++)
		kfree(paths->places[i].path);
	vfree(paths);
}

static int paths_claim(struct captrace_paths *paths)
{
	unsigned int tries, ticket;

	for (tries = 0; tries < NR_TRIES; tries++) {
		ticket = (unsigned int)atomic_inc_return(&paths->next) %
			 paths->nr;
		if (atomic_cmpxchg(&paths->places[ticket].state, PATH_FREE,
				   PATH_CLAIMED) == PATH_FREE)
			return ticket;
	}

	return CAPTRACE_PATH_NONE;
}

static void paths_hold(struct captrace_paths *paths, int ticket)
{
	/* A full barrier: the work sees what is held. */
	llist_add(&paths->places[ticket].held, &paths->held);
	irq_work_queue(&paths->kick);
}

int captrace_paths_hold_file(struct captrace_paths *paths, struct file *file)
{
	int ticket = paths_claim(paths);

	if (ticket == CAPTRACE_PATH_NONE)
		return ticket;

	get_file(file);
	paths->places[ticket].file = file;
	paths_hold(paths, ticket);

	return ticket;
}

int captrace_paths_hold_exe(struct captrace_paths *paths)
{
	struct mm_struct *mm = current->mm;
	struct file *file = NULL;
	int ticket;

	if (!mm || current->flags & PF_KTHREAD)
		return CAPTRACE_PATH_NONE;

	ticket = paths_claim(paths);
	if (ticket == CAPTRACE_PATH_NONE)
		return ticket;

	rcu_read_lock();
	file = compat_exe_file_get(mm);
	rcu_read_unlock();
	if (!file) {
		atomic_set(&paths->places[ticket].state, PATH_FREE);
		return CAPTRACE_PATH_NONE;
	}
	paths->places[ticket].file = file;
	paths_hold(paths, ticket);

	return ticket;
}

int captrace_paths_hold_cgroup(struct captrace_paths *paths,
			       struct cgroup *cgroup)
{
	int ticket = paths_claim(paths);

	if (ticket == CAPTRACE_PATH_NONE)
		return ticket;

	if (!compat_cgroup_tryget(cgroup)) {
		atomic_set(&paths->places[ticket].state, PATH_FREE);
		return CAPTRACE_PATH_NONE;
	}
	paths->places[ticket].cgroup = cgroup;
	paths_hold(paths, ticket);

	return ticket;
}

void captrace_paths_drop(struct captrace_paths *paths, int ticket)
{
	llist_add(&paths->places[ticket].dropped, &paths->dropped);
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
	atomic_set_release(&place->state, PATH_FREE);

	return path;
}
