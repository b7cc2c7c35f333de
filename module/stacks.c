// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/kernel.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat.h"
#include "stack.h"
#include "stacks.h"
#include "ustack.h"

/* Stacks of programs that the reader may be behind. */
#define NR_USTACKS 1024

/* A stack is remembered in one of so many places in a row. */
#define TOLD_BITS 14
#define TOLD_MASK ((1u << TOLD_BITS) - 1)
#define NR_TRIES  32

/* Keys are a number of stack.c, or the hash of a text. */
#define KEY_IS_HASH BIT_ULL(63)

struct stacks_told {
	u64 key;
	u32 id;
};

struct captrace_stacks {
	bool kernel;
	struct captrace_tickets *user;

	/* The reader's.  Programs choose paths, but do not know the seed. */
	u32 seed[2];
	u32 nr_told;
	struct stacks_told told[1 << TOLD_BITS];
};

struct captrace_stacks *captrace_stacks_create(u32 events)
{
	struct captrace_stacks *stacks = compat_vzalloc(sizeof(*stacks));

	if (!stacks)
		return NULL;

	if (events & CAPTRACE_EVENT_USER_STACK) {
		stacks->user = captrace_ustacks_create(NR_USTACKS);
		if (!stacks->user)
			goto err_free;
	}
	get_random_bytes(stacks->seed, sizeof(stacks->seed));
	stacks->kernel = events & CAPTRACE_EVENT_KERNEL_STACK;
	if (stacks->kernel && captrace_stack_get())
		goto err_destroy_user;

	return stacks;

err_destroy_user:
	captrace_tickets_destroy(stacks->user);
err_free:
	vfree(stacks);
	return NULL;
}

void captrace_stacks_destroy(struct captrace_stacks *stacks)
{
	if (!stacks)
		return;

	if (stacks->kernel)
		captrace_stack_put();
	captrace_tickets_destroy(stacks->user);
	vfree(stacks);
}

bool captrace_stacks_of_kernel(const struct captrace_stacks *stacks)
{
	return stacks->kernel;
}

/* In an interrupt, the program is whichever was there. */
static bool stacks_has_program(const struct captrace_check *check)
{
	return !(check->head.flags & CAPTRACE_CHECK_INTERRUPT) &&
	       captrace_ustack_exists();
}

void captrace_stacks_add(struct captrace_stacks *stacks,
			 struct captrace_check *check, u32 kernel_stack)
{
	bool missing = false;

	check->kernel_stack = 0;
	check->user_stack = 0;

	if (stacks->kernel) {
		check->kernel_stack = kernel_stack;
		missing |= !kernel_stack;
	}
	if (stacks->user && stacks_has_program(check)) {
		check->user_stack = captrace_ustack_hold(stacks->user) + 1;
		missing |= !check->user_stack;
	}
	if (missing)
		check->head.flags |= CAPTRACE_CHECK_NO_STACK;
}

void captrace_stacks_drop(struct captrace_stacks *stacks,
			  const struct captrace_check *check)
{
	if (check->user_stack)
		captrace_ticket_drop(stacks->user, check->user_stack - 1);
}

/* Where it is, or where it is to be; where too many are, one is forgotten. */
static struct stacks_told *stacks_place(struct captrace_stacks *stacks, u64 key)
{
	unsigned int try, first = hash_64(key, TOLD_BITS);
	struct stacks_told *told;

	for (try = 0; try < NR_TRIES; try++) {
		told = &stacks->told[(first + try) & TOLD_MASK];
		if (told->key == key || !told->key)
			return told;
	}

	return &stacks->told[first];
}

static u32 stacks_number(struct captrace_stacks *stacks,
			 struct stacks_told *told, u64 key)
{
	told->key = key;
	told->id = ++stacks->nr_told;

	return told->id;
}

u32 captrace_stacks_tell_kernel(struct captrace_stacks *stacks,
				u32 kernel_stack, char **text)
{
	struct stacks_told *told = stacks_place(stacks, kernel_stack);

	*text = NULL;
	if (told->key == kernel_stack)
		return told->id;

	*text = captrace_stack_text(kernel_stack);

	return *text ? stacks_number(stacks, told, kernel_stack) : 0;
}

static u64 stacks_hash(const struct captrace_stacks *stacks, const char *text)
{
	size_t size = strlen(text);

	return (u64)jhash(text, size, stacks->seed[0]) << 32 |
	       jhash(text, size, stacks->seed[1]);
}

u32 captrace_stacks_tell_user(struct captrace_stacks *stacks, u32 user_stack,
			      char **text)
{
	struct stacks_told *told;
	u64 key;

	*text = captrace_ticket_take(stacks->user, user_stack - 1);
	if (!*text)
		return 0;

	key = stacks_hash(stacks, *text) | KEY_IS_HASH;
	told = stacks_place(stacks, key);
	if (told->key != key)
		return stacks_number(stacks, told, key);

	kfree(*text);
	*text = NULL;

	return told->id;
}
