// SPDX-License-Identifier: GPL-2.0-only
/*
 * A probe finds the addresses along frame pointers, without waiting for a page.
 * The work finds out what is mapped there.  Until then the probe holds what the
 * kernel knows of the memory, but not the memory: a program that ends meanwhile
 * ends as it always does, and its addresses are all that is known of it.
 */
#include <linux/delay.h>
#include <linux/dcache.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>

#include "compat.h"
#include "lines.h"
#include "ustack.h"

#define NR_FRAMES 64

/* Who holds the lock of the memory map may wait for long, and so would we. */
#define LOCK_TRIES 10

struct ustack {
	struct mm_struct *mm;
	bool cut;
	unsigned int nr;
	unsigned long frames[NR_FRAMES];
};

/* Of the next frame, and where that one returns to; false if there is none. */
static bool ustack_step(unsigned long *frame, unsigned long *ip,
			unsigned int word_bytes)
{
	unsigned long next;
	union {
		u32 narrow[2];
		unsigned long wide[2];
	} link;

	if (!*frame || *frame % word_bytes ||
	    !compat_user_read(&link, *frame, 2 * word_bytes))
		return false;

	next = word_bytes == sizeof(u32) ? link.narrow[0] : link.wide[0];
	*ip = word_bytes == sizeof(u32) ? link.narrow[1] : link.wide[1];
	/* Stacks grow downwards: whoever called has his frame above. */
	*frame = next > *frame ? next : 0;

	/* Whatever it is, it is no address of the kernel's. */
	return *ip && *ip < TASK_SIZE;
}

static void ustack_walk(struct ustack *ustack)
{
	unsigned int word_bytes;
	unsigned long frame = compat_user_frame(&word_bytes);
	unsigned long ip = compat_user_ip();

	ustack->nr = 0;
	do {
		ustack->frames[ustack->nr++] = ip;
		if (!ustack_step(&frame, &ip, word_bytes)) {
			ustack->cut = false;
			return;
		}
	} while (ustack->nr < NR_FRAMES);
	ustack->cut = true;
}

static void ustack_add_frame(struct captrace_lines *lines,
			     const struct vm_area_struct *vma, unsigned long ip,
			     char *page)
{
	char *path = NULL;
	char number[32];
	u64 offset;

	if (vma && vma->vm_file)
		path = d_path(compat_mapped_path(vma->vm_file), page,
			      min_t(size_t, PAGE_SIZE, PATH_MAX));
	if (IS_ERR_OR_NULL(path)) {
		snprintf(number, sizeof(number), "0x%lx", ip);
	} else {
		captrace_lines_add_escaped(lines, path);
		offset =
			ip - vma->vm_start + ((u64)vma->vm_pgoff << PAGE_SHIFT);
		snprintf(number, sizeof(number), "+0x%llx", offset);
	}
	captrace_lines_add(lines, number);
}

/* Of code; NULL if there is none. */
static const struct vm_area_struct *ustack_find(struct mm_struct *mm,
						unsigned long ip)
{
	const struct vm_area_struct *vma = find_vma(mm, ip);

	return vma && vma->vm_start <= ip && vma->vm_flags & VM_EXEC ? vma :
								       NULL;
}

/*
 * With the memory map locked, or NULL if it is gone.  What does not lead back
 * to code is no frame, but what else a program keeps in that register.
 */
static void ustack_add(struct captrace_lines *lines,
		       const struct ustack *ustack, struct mm_struct *mm,
		       char *page)
{
	const struct vm_area_struct *vma;
	unsigned int at;

	for (at = 0; at < ustack->nr; at++) {
		vma = mm ? ustack_find(mm, ustack->frames[at]) : NULL;
		if (mm && at && !vma)
			return;
		if (at)
			captrace_lines_next(lines);
		ustack_add_frame(lines, vma, ustack->frames[at], page);
	}
}

/*
 * Locked, or NULL.  Its memory and files must not outlive the program for as
 * long as this waits.
 */
static struct mm_struct *ustack_lock(const struct ustack *ustack)
{
	unsigned int tries;

	for (tries = 0; tries < LOCK_TRIES; tries++) {
		if (!mmget_not_zero(ustack->mm))
			return NULL;
		if (mmap_read_trylock(ustack->mm))
			return ustack->mm;
		mmput(ustack->mm);
		usleep_range(500, 1000);
	}

	return NULL;
}

static char *ustack_describe(const void *held)
{
	char *page = (char *)__get_free_page(GFP_KERNEL);
	const struct ustack *ustack = held;
	struct captrace_lines lines;
	struct mm_struct *mm;
	char *text = NULL;

	if (!page)
		return NULL;
	if (!captrace_lines_begin(&lines))
		goto out_free_page;

	mm = ustack_lock(ustack);
	ustack_add(&lines, ustack, mm, page);
	if (mm) {
		mmap_read_unlock(mm);
		mmput(mm);
	}
	text = captrace_lines_end(&lines, ustack->cut);

out_free_page:
	free_page((unsigned long)page);
	return text;
}

static void ustack_let_go(void *held)
{
	struct ustack *ustack = held;

	mmdrop(ustack->mm);
	ustack->mm = NULL;
}

static const struct captrace_ticket_kind ustack_kind = {
	.size = sizeof(struct ustack),
	.describe = ustack_describe,
	.let_go = ustack_let_go,
};

struct captrace_tickets *captrace_ustacks_create(unsigned int nr)
{
	return captrace_tickets_create(nr, &ustack_kind);
}

bool captrace_ustack_exists(void)
{
	return compat_has_program();
}

int captrace_ustack_hold(struct captrace_tickets *ustacks)
{
	struct ustack *ustack;
	int ticket = captrace_ticket_claim(ustacks, (void **)&ustack);

	if (ticket == CAPTRACE_TICKET_NONE)
		return ticket;

	ustack_walk(ustack);
	mmgrab(current->mm);
	ustack->mm = current->mm;
	captrace_ticket_hold(ustacks, ticket);

	return ticket;
}
