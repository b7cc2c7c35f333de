// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a command with its children, and prints the checks of their session with
 * their stacks.
 *
 *	stream [-k] [-u] [-a] [-r RECORDS] [-o FILE] COMMAND...
 *
 * -k, -u: with stacks of the kernel, of programs.  -a: also checks that are not
 * audited.  -r: with so many records in each ring.  -o: the stream goes there.
 * It is read after the command has ended.  Each check is a line of tab-
 * separated fields: capability, hook, flags, number of the kernel's stack, its
 * frames, number of the program's stack, its frames; frames are separated by
 * semicolons.  Exit status 1 if a stack was sent twice, or not before its
 * check.
 */
#include <err.h>
#include <fcntl.h>
#include <linux/captrace.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define STACKS_MAX 4096

struct stack {
	char *text;
	bool user;
};

static struct stack stacks[STACKS_MAX];
static unsigned int nr_stacks;

/* Of the stack that is being read. */
static size_t missing;

static void add_text(const unsigned char *bytes, size_t size)
{
	char *text = stacks[nr_stacks].text;
	size_t at = strlen(text);

	if (size > missing)
		size = missing;
	memcpy(text + at, bytes, size);
	text[at + size] = 0;
	missing -= size;
}

static void end_stack(void)
{
	struct stack *stack = &stacks[nr_stacks];
	unsigned int i;
	char *newline;

	while ((newline = strchr(stack->text, '\n')))
		*newline = ';';
	for (i = 1; i < nr_stacks; i++)
		if (stacks[i].user == stack->user &&
		    !strcmp(stacks[i].text, stack->text))
			errx(1, "sent twice: %s", stack->text);
}

static void begin_stack(const struct captrace_stack *record)
{
	if (record->id != nr_stacks + 1 || record->id >= STACKS_MAX)
		errx(1, "stack %u after %u", record->id, nr_stacks);
	nr_stacks++;
	missing = record->text_size;
	stacks[nr_stacks].text = calloc(1, missing + 1);
	stacks[nr_stacks].user = record->head.flags & CAPTRACE_STACK_USER;
	add_text(record->text, sizeof(record->text));
}

static const char *frames(unsigned int id, bool user)
{
	if (!id)
		return "";
	if (id > nr_stacks || stacks[id].user != user)
		errx(1, "no stack %u", id);

	return stacks[id].text;
}

static void print_check(const struct captrace_check *check)
{
	printf("%u\t%u\t%u\t%u\t%s\t%u\t%s\n", check->cap, check->hook,
	       check->head.flags, check->kernel_stack,
	       frames(check->kernel_stack, false), check->user_stack,
	       frames(check->user_stack, true));
}

static void take(const void *record)
{
	const struct captrace_head *head = record;
	const struct captrace_more *more = record;

	if (missing && head->kind != CAPTRACE_MORE)
		errx(1, "the rest of a stack is missing");
	if (head->kind == CAPTRACE_STACK)
		begin_stack(record);
	else if (head->kind == CAPTRACE_MORE && missing)
		add_text(more->bytes, sizeof(more->bytes));
	else if (head->kind == CAPTRACE_CHECK)
		print_check(record);
	else
		return;
	if (head->kind != CAPTRACE_CHECK && !missing)
		end_stack();
}

static pid_t spawn(char *argv[], int start)
{
	pid_t pid = fork();
	char byte;

	if (pid)
		return pid;

	if (read(start, &byte, 1) != 1)
		_exit(2);
	execvp(argv[0], argv);
	_exit(127);
}

static int start_session(struct captrace_filter *filter, unsigned int records,
			 pid_t pid)
{
	struct captrace_pids pids = { .op = CAPTRACE_PIDS_ADD, .pid = pid };
	struct captrace_rings rings = { .records = records };
	int fd = open("/dev/captrace", O_RDWR | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, CAPTRACE_IOC_FILTER, filter) ||
	    ioctl(fd, CAPTRACE_IOC_PIDS, &pids) ||
	    (records && ioctl(fd, CAPTRACE_IOC_RINGS, &rings)) ||
	    ioctl(fd, CAPTRACE_IOC_START))
		err(2, "/dev/captrace");

	return fd;
}

static void read_stream(int fd, int copy)
{
	static unsigned char records[512][CAPTRACE_RECORD_SIZE];
	ssize_t size, i;

	while ((size = read(fd, records, sizeof(records))) > 0) {
		if (copy >= 0 && write(copy, records, size) != size)
			err(2, "write");
		for (i = 0; i < size / CAPTRACE_RECORD_SIZE; i++)
			take(records[i]);
	}
	if (size < 0)
		err(2, "read");
}

int main(int argc, char *argv[])
{
	struct captrace_filter filter = {
		.flags = CAPTRACE_FILTER_FOLLOW,
		.classes = 1 << CAPTRACE_CLASS_AUDITED,
		.results = CAPTRACE_RESULT_GRANTED | CAPTRACE_RESULT_DENIED,
		.events = CAPTRACE_EVENT_FORK,
		.caps = ~0ull,
		.mmap_min_addr = 65536,
	};
	unsigned int records = 0;
	int fd, option, copy = -1;
	int start[2];
	pid_t pid;

	while ((option = getopt(argc, argv, "+kuar:o:")) != -1) {
		if (option == 'k')
			filter.events |= CAPTRACE_EVENT_KERNEL_STACK;
		else if (option == 'u')
			filter.events |= CAPTRACE_EVENT_USER_STACK;
		else if (option == 'a')
			filter.classes |= 1 << CAPTRACE_CLASS_ADVISORY;
		else if (option == 'r')
			records = strtoul(optarg, NULL, 0);
		else if (option == 'o')
			copy = open(optarg,
				    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
				    0600);
		else
			return 2;
	}
	if (optind == argc || pipe(start))
		return 2;

	pid = spawn(argv + optind, start[0]);
	fd = start_session(&filter, records, pid);
	if (write(start[1], "", 1) != 1 || waitpid(pid, NULL, 0) != pid)
		err(2, "%s", argv[optind]);
	if (ioctl(fd, CAPTRACE_IOC_STOP))
		err(2, "STOP");
	read_stream(fd, copy);

	return 0;
}
