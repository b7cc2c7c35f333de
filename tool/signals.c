// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "signals.h"

struct taken {
	int signo;
	bool only_with_command;
	bool changed;
	struct sigaction before;
};

static struct taken taken[] = {
	{ .signo = SIGINT },  { .signo = SIGTERM },
	{ .signo = SIGHUP },  { .signo = SIGQUIT, .only_with_command = true },
	{ .signo = SIGCHLD }, { .signo = SIGPIPE },
};

#define NR_TAKEN (sizeof(taken) / sizeof(taken[0]))

static sigset_t mask_before;
static int read_end = -1;
static int write_end = -1;

/* The pipe holds thousands; when it is full, there is enough to wake us. */
static void handle(int signo, siginfo_t *info, void *context)
{
	const struct signal_event event = {
		.signo = signo,
		.from_terminal = info->si_code == SI_KERNEL,
	};
	int saved_errno = errno;
	ssize_t ret;

	(void)context;
	ret = write(write_end, &event, sizeof(event));
	(void)ret;
	errno = saved_errno;
}

static bool stays_ignored(const struct taken *signal)
{
	return signal->before.sa_handler == SIG_IGN && signal->signo != SIGCHLD;
}

static int take(struct taken *signal)
{
	struct sigaction action = {
		.sa_sigaction = handle,
		.sa_flags = SA_SIGINFO | SA_NOCLDSTOP,
	};

	if (sigaction(signal->signo, NULL, &signal->before))
		return -errno;
	if (stays_ignored(signal))
		return 0;

	if (signal->signo == SIGPIPE) {
		action.sa_flags = 0;
		action.sa_handler = SIG_IGN;
	}
	if (sigaction(signal->signo, &action, NULL))
		return -errno;

	signal->changed = true;
	return 0;
}

/* Whoever started us may have blocked it. */
static int unblock_sigchld(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);

	return sigprocmask(SIG_UNBLOCK, &set, &mask_before) ? -errno : 0;
}

int signals_open(bool with_command)
{
	int ends[2];
	size_t i;
	int err;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
		return -errno;
	read_end = ends[0];
	write_end = ends[1];

	for (i = 0; i < NR_TAKEN; i++) {
		if (taken[i].only_with_command && !with_command)
			continue;
		err = take(&taken[i]);
		if (err)
			return err;
	}

	return unblock_sigchld();
}

int signals_fd(void)
{
	return read_end;
}

bool signals_next(struct signal_event *event)
{
	ssize_t ret;

	do {
		ret = read(read_end, event, sizeof(*event));
	} while (ret < 0 && errno == EINTR);

	return ret == sizeof(*event);
}

void signals_restore(void)
{
	size_t i;

	for (i = 0; i < NR_TAKEN; i++) {
		if (taken[i].changed)
			sigaction(taken[i].signo, &taken[i].before, NULL);
	}
	sigprocmask(SIG_SETMASK, &mask_before, NULL);
}
