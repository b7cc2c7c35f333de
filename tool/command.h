/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CAPTRACE_COMMAND_H
#define CAPTRACE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct privileges;
struct privileges_refusal;

/*
 * The command that is traced: a child of ours that waits until everything is
 * ready, and then runs the program.  Signals must have been opened.
 */
struct command;

/*
 * 0 or a negative errno.  The strings and @privileges stay the caller's, until
 * the release.
 */
int command_hold(struct command **command, char *const argv[],
		 const struct privileges *privileges);

/*
 * Lets go of the child, and waits until it runs the program.  0 or a negative
 * errno: why it could not, and then the child is gone.
 */
int command_release(struct command *command);

/*
 * After a release that failed: the privilege that could not be had.  NULL if it
 * is the program that could not be run.
 */
const struct privileges_refusal *command_refusal(const struct command *command);

/* A child that still waits ends; one that runs is left alone.  NULL is fine. */
void command_destroy(struct command *command);

pid_t command_pid(const struct command *command);

/* Does not wait.  True when the command has ended. */
bool command_has_ended(struct command *command);

/* Sends it a signal, unless it has ended. */
void command_signal(const struct command *command, int signo);

/* Of a command that has ended: as a shell says it. */
int command_status(const struct command *command);

/* The same for @status of wait(2): 128 and the number for a signal. */
int command_exit_status(int status);

/* The same for a program that could not be run, with a negative errno. */
int command_exec_status(int err);

/*
 * Runs a program to its end, with nothing to read.  What it writes goes into
 * @said, cut to @size and NUL-terminated.  The exit status, or a negative
 * errno.
 */
int command_run(char *const argv[], char *said, size_t size);

#endif
