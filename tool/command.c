// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "privileges.h"
#include "signals.h"

#define STATUS_CANNOT_RUN 126
#define STATUS_NOT_FOUND  127

/* Why a program was not run; @err is a negative errno. */
struct failure {
	int err;
	bool refused;
	struct privileges_refusal refusal;
};

/*
 * Two pipes: one byte through @go lets the child run its program; @reason
 * gives a struct failure if it cannot, and just closes, by O_CLOEXEC, if it
 * can.
 */
struct command {
	pid_t pid;
	int go;
	int reason;
	struct failure failure;
	bool ended;
	int status;
};

/* read() in full, over signals. */
static ssize_t read_all(int fd, void *to, size_t size)
{
	size_t done = 0;
	ssize_t ret;

	while (done < size) {
		ret = read(fd, (char *)to + done, size - done);
		if (ret < 0 && errno == EINTR)
			continue;
		if (ret < 0)
			return -errno;
		if (!ret)
			break;
		done += ret;
	}

	return done;
}

static int wait_for(pid_t pid, int *status)
{
	while (waitpid(pid, status, 0) < 0) {
		if (errno != EINTR)
			return -errno;
	}

	return 0;
}

/*
 * fork() with no signal in between: until the child has put its handlers back,
 * a signal to it would be taken for one to us.
 */
static pid_t fork_restored(void)
{
	sigset_t all, before;
	pid_t pid;
	int err;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	err = -errno;
	if (!pid)
		signals_restore();
	else
		sigprocmask(SIG_SETMASK, &before, NULL);

	return pid < 0 ? err : pid;
}

/* Returns only if it could not. */
static void run_program(char *const argv[], const struct privileges *privileges,
			struct failure *failure)
{
	failure->err = privileges_assume(privileges, &failure->refusal);
	failure->refused = failure->err;
	if (failure->err)
		return;

	execvp(argv[0], argv);
	failure->err = -errno;
}

/* When we die first, the pipe closes without a byte, and nothing is run. */
static _Noreturn void run_held(char *const argv[],
			       const struct privileges *privileges, int go,
			       int reason)
{
	struct failure failure = { .err = 0 };
	ssize_t ret;
	char byte;

	if (read_all(go, &byte, 1) == 1) {
		run_program(argv, privileges, &failure);
		ret = write(reason, &failure, sizeof(failure));
		(void)ret;
	}
	_exit(STATUS_NOT_FOUND);
}

static void close_both(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}

static int make_pipes(int go[2], int reason[2])
{
	int err;

	if (pipe2(go, O_CLOEXEC))
		return -errno;
	if (!pipe2(reason, O_CLOEXEC))
		return 0;

	err = -errno;
	close_both(go);
	return err;
}

/* The pid of the child, or a negative errno. */
static pid_t fork_held(char *const argv[], const struct privileges *privileges,
		       const int go[2], const int reason[2])
{
	pid_t pid = fork_restored();

	if (!pid) {
		close(go[1]);
		run_held(argv, privileges, go[0], reason[1]);
	}

	return pid;
}

static int hold(struct command *command, char *const argv[],
		const struct privileges *privileges)
{
	int reason[2];
	int go[2];
	int err;

	err = make_pipes(go, reason);
	if (err)
		return err;

	command->pid = fork_held(argv, privileges, go, reason);
	if (command->pid < 0) {
		close_both(reason);
		close_both(go);
		return command->pid;
	}

	close(go[0]);
	close(reason[1]);
	command->go = go[1];
	command->reason = reason[0];

	return 0;
}

int command_hold(struct command **command, char *const argv[],
		 const struct privileges *privileges)
{
	struct command *made = calloc(1, sizeof(*made));
	int err;

	if (!made)
		return -ENOMEM;

	err = hold(made, argv, privileges);
	if (err)
		free(made);
	else
		*command = made;

	return err;
}

static void let_go(struct command *command)
{
	close(command->go);
	command->go = -1;
}

static void reap(struct command *command)
{
	wait_for(command->pid, &command->status);
	command->ended = true;
}

int command_release(struct command *command)
{
	struct failure *failure = &command->failure;
	ssize_t ret;

	/* A child that was killed meanwhile shows when it is waited for. */
	ret = write(command->go, "", 1);
	(void)ret;
	let_go(command);

	if (read_all(command->reason, failure, sizeof(*failure)) !=
	    sizeof(*failure))
		return 0;

	reap(command);
	return failure->err;
}

const struct privileges_refusal *command_refusal(const struct command *command)
{
	return command->failure.refused ? &command->failure.refusal : NULL;
}

void command_destroy(struct command *command)
{
	if (!command)
		return;

	if (command->go >= 0) {
		let_go(command);
		reap(command);
	}
	close(command->reason);
	free(command);
}

pid_t command_pid(const struct command *command)
{
	return command->pid;
}

bool command_has_ended(struct command *command)
{
	pid_t pid;

	if (!command->ended) {
		pid = waitpid(command->pid, &command->status, WNOHANG);
		command->ended = pid == command->pid;
	}

	return command->ended;
}

void command_signal(const struct command *command, int signo)
{
	if (!command->ended)
		kill(command->pid, signo);
}

int command_status(const struct command *command)
{
	return command_exit_status(command->status);
}

int command_exit_status(int status)
{
	if (WIFSIGNALED(status))
		return 128 + WTERMSIG(status);

	return WEXITSTATUS(status);
}

int command_exec_status(int err)
{
	return err == -ENOENT ? STATUS_NOT_FOUND : STATUS_CANNOT_RUN;
}

static _Noreturn void run_caught(char *const argv[], int said)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (null >= 0 && dup2(null, 0) >= 0 && dup2(said, 1) >= 0 &&
	    dup2(said, 2) >= 0)
		execvp(argv[0], argv);
	_exit(STATUS_NOT_FOUND);
}

/* What does not fit is read all the same, so that nobody waits for us. */
static void catch_words(int fd, char *said, size_t size)
{
	char rest[256];
	ssize_t ret;

	ret = read_all(fd, said, size - 1);
	said[ret > 0 ? ret : 0] = '\0';

	do {
		ret = read_all(fd, rest, sizeof(rest));
	} while (ret > 0);
}

int command_run(char *const argv[], char *said, size_t size)
{
	int status;
	int ends[2];
	pid_t pid;
	int err;

	if (pipe2(ends, O_CLOEXEC))
		return -errno;

	pid = fork_restored();
	if (!pid)
		run_caught(argv, ends[1]);

	close(ends[1]);
	if (pid > 0)
		catch_words(ends[0], said, size);
	close(ends[0]);
	if (pid < 0)
		return pid;

	err = wait_for(pid, &status);
	return err ? err : command_exit_status(status);
}
