// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/jhash.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/string.h>

#include "compat.h"
#include "lines.h"
#include "stack.h"

#define STACK_BITS 13
#define STACK_MASK ((1u << STACK_BITS) - 1)
#define NR_FRAMES  64

/* What the probe and its handler put above the function, at most. */
#define NR_ABOVE 32

/* The kernel may say that it is some instructions into the function. */
#define ENTRY_BYTES 16

/* A stack is found in one of so many places in a row. */
#define NR_TRIES 16

/* For nr, which is 0 in a free place and else how many frames there are. */
#define STACK_CLAIMED (-1)

struct stack {
	atomic_t nr;
	bool cut;
	unsigned long frames[NR_FRAMES];
};

/* No other probe handler can run on this CPU meanwhile. */
struct stack_scratch {
	unsigned long frames[NR_ABOVE + NR_FRAMES + 1];
};

static DEFINE_PER_CPU(struct stack_scratch, stack_scratch);

/* Protects the birth and death of the table. */
static DEFINE_MUTEX(stack_lock);
static unsigned int stack_users;
static struct stack *stacks;

bool captrace_stack_possible(void)
{
	return IS_ENABLED(CONFIG_STACKTRACE);
}

int captrace_stack_get(void)
{
	int err = 0;

	mutex_lock(&stack_lock);
	if (!stack_users)
		WRITE_ONCE(stacks,
			   compat_vzalloc(sizeof(*stacks) << STACK_BITS));
	if (stacks)
		stack_users++;
	else
		err = -ENOMEM;
	mutex_unlock(&stack_lock);

	return err;
}

void captrace_stack_put(void)
{
	mutex_lock(&stack_lock);
	if (!--stack_users) {
		vfree(stacks);
		WRITE_ONCE(stacks, NULL);
	}
	mutex_unlock(&stack_lock);
}

bool captrace_stack_wanted(void)
{
	return READ_ONCE(stacks);
}

static bool stack_claim(struct stack *stack)
{
	return !atomic_read(&stack->nr) &&
	       !atomic_cmpxchg(&stack->nr, 0, STACK_CLAIMED);
}

static void stack_fill(struct stack *stack, const unsigned long *frames,
		       unsigned int nr, bool cut)
{
	memcpy(stack->frames, frames, nr * sizeof(*frames));
	stack->cut = cut;
	atomic_set_release(&stack->nr, nr);
}

static bool stack_is(const struct stack *stack, const unsigned long *frames,
		     int nr, bool cut)
{
	int has;

	/* Another CPU fills it, with interrupts off: this takes no time. */
	while ((has = atomic_read_acquire(&stack->nr)) == STACK_CLAIMED)
		cpu_relax();

	return has == nr && stack->cut == cut &&
	       !memcmp(stack->frames, frames, nr * sizeof(*frames));
}

static u32 stack_number(const unsigned long *frames, unsigned int nr, bool cut)
{
	u32 first = jhash(frames, nr * sizeof(*frames), cut);
	unsigned int try, place;
	unsigned long irqs;
	u32 number = 0;

	local_irq_save(irqs);
	for (try = 0; try < NR_TRIES && !number; try++) {
		place = (first + try) & STACK_MASK;
		if (stack_claim(&stacks[place]))
			stack_fill(&stacks[place], frames, nr, cut);
		if (stack_is(&stacks[place], frames, nr, cut))
			number = place + 1;
	}
	local_irq_restore(irqs);

	return number;
}

u32 captrace_stack_save(const void *probed)
{
	struct stack_scratch *scratch = this_cpu_ptr(&stack_scratch);
	unsigned int at, nr;

	nr = compat_stack_save(scratch->frames, ARRAY_SIZE(scratch->frames));
	for (at = 0; at < nr; at++)
		if (scratch->frames[at] - (unsigned long)probed < ENTRY_BYTES)
			break;
	/* It was not possible to look beyond the probe. */
	if (at == nr)
		return 0;

	nr -= at;
	scratch->frames[at] = (unsigned long)probed;

	return stack_number(&scratch->frames[at], min(nr, NR_FRAMES + 0u),
			    nr > NR_FRAMES);
}

/* What has no name is given as an address, which must not leave the kernel. */
static void stack_add_frame(struct captrace_lines *lines, unsigned long frame,
			    bool returns)
{
	char name[KSYM_SYMBOL_LEN];

	/* The call before a return address may be the last of its function. */
	snprintf(name, sizeof(name), returns ? "%pB" : "%pS", (void *)frame);
	if (strstarts(name, "0x"))
		strscpy(name, "[unknown]", sizeof(name));
	captrace_lines_add(lines, name);
}

char *captrace_stack_text(u32 number)
{
	const struct stack *stack = &stacks[number - 1];
	int at, nr = atomic_read_acquire(&stack->nr);
	struct captrace_lines lines;

	if (!captrace_lines_begin(&lines))
		return NULL;

	for (at = 0; at < nr; at++) {
		if (at)
			captrace_lines_next(&lines);
		stack_add_frame(&lines, stack->frames[at], at);
	}

	return captrace_lines_end(&lines, stack->cut);
}
