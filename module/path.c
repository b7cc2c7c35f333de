// SPDX-License-Identifier: GPL-2.0-only
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/slab.h>

#include "compat.h"
#include "path.h"

/* One of them. */
struct path_thing {
	struct file *file;
	struct cgroup *cgroup;
};

/* In buf, or an error, or NULL. */
static char *path_find(const struct path_thing *thing, char *buf, size_t size)
{
	return thing->file ? d_path(&thing->file->f_path, buf, size) :
			     compat_cgroup_path(thing->cgroup, buf, size);
}

static char *path_describe(const void *held)
{
	char *page = (char *)__get_free_page(GFP_KERNEL);
	char *path, *copy = NULL;

	if (!page)
		return NULL;

	path = path_find(held, page, min_t(size_t, PAGE_SIZE, PATH_MAX));
	if (!IS_ERR_OR_NULL(path))
		copy = kstrdup(path, GFP_KERNEL);
	free_page((unsigned long)page);

	return copy;
}

static void path_let_go(void *held)
{
	struct path_thing *thing = held;

	if (thing->file)
		fput(thing->file);
	if (thing->cgroup)
		compat_cgroup_put(thing->cgroup);
	*thing = (struct path_thing){};
}

static const struct captrace_ticket_kind path_kind = {
	.size = sizeof(struct path_thing),
	.describe = path_describe,
	.let_go = path_let_go,
};

struct captrace_tickets *captrace_paths_create(unsigned int nr)
{
	return captrace_tickets_create(nr, &path_kind);
}

int captrace_path_hold_file(struct captrace_tickets *paths, struct file *file)
{
	struct path_thing *thing;
	int ticket = captrace_ticket_claim(paths, (void **)&thing);

	if (ticket == CAPTRACE_TICKET_NONE)
		return ticket;

	get_file(file);
	thing->file = file;
	captrace_ticket_hold(paths, ticket);

	return ticket;
}

int captrace_path_hold_exe(struct captrace_tickets *paths)
{
	struct mm_struct *mm = current->mm;
	struct path_thing *thing;
	int ticket;

	if (!mm || current->flags & PF_KTHREAD)
		return CAPTRACE_TICKET_NONE;

	ticket = captrace_ticket_claim(paths, (void **)&thing);
	if (ticket == CAPTRACE_TICKET_NONE)
		return ticket;

	rcu_read_lock();
	thing->file = compat_exe_file_get(mm);
	rcu_read_unlock();
	if (!thing->file) {
		captrace_ticket_return(paths, ticket);
		return CAPTRACE_TICKET_NONE;
	}
	captrace_ticket_hold(paths, ticket);

	return ticket;
}

int captrace_path_hold_cgroup(struct captrace_tickets *paths,
			      struct cgroup *cgroup)
{
	struct path_thing *thing;
	int ticket = captrace_ticket_claim(paths, (void **)&thing);

	if (ticket == CAPTRACE_TICKET_NONE)
		return ticket;

	if (!compat_cgroup_tryget(cgroup)) {
		captrace_ticket_return(paths, ticket);
		return CAPTRACE_TICKET_NONE;
	}
	thing->cgroup = cgroup;
	captrace_ticket_hold(paths, ticket);

	return ticket;
}
