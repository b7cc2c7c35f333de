// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process.h"
#include "unit.h"

/* What /proc/PID/stat counts in, on every Linux that we build for. */
#define TICK_NS 10000000ull

/* A directory that looks like procfs. */
struct fixture {
	char proc[64];
	struct process_table *table;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	strcpy(fixture->proc, "/tmp/captrace-unit-XXXXXX");
	if (!mkdtemp(fixture->proc))
		return -1;
	fixture->table = process_table_create(fixture->proc);
	*state = fixture;

	return !fixture->table;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	char command[128];
	int status;

	snprintf(command, sizeof(command), "rm -rf %s", fixture->proc);
	status = system(command);
	process_table_destroy(fixture->table);
	free(fixture);

	return status;
}

static void proc_remove(struct fixture *fixture, unsigned int tgid)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%u/exe", fixture->proc, tgid);
	unlink(path);
	snprintf(path, sizeof(path), "%s/%u/stat", fixture->proc, tgid);
	unlink(path);
}

/* What the status file of a thread says of its process. */
static void proc_add_thread(struct fixture *fixture, unsigned int tid,
			    unsigned int tgid)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%u", fixture->proc, tid);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/%u/status", fixture->proc, tid);
	file = fopen(path, "w");
	fprintf(file, "Name:\tTgid: 1\nUmask:\t0022\nTgid:\t%u\nPid:\t%u\n",
		tgid, tid);
	fclose(file);
}

/* A process in the directory; its name is one that parsers stumble over. */
static void proc_add(struct fixture *fixture, unsigned int tgid, uint64_t ticks,
		     const char *exe)
{
	char path[128];
	FILE *file;

	proc_remove(fixture, tgid);
	snprintf(path, sizeof(path), "%s/%u", fixture->proc, tgid);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/%u/exe", fixture->proc, tgid);
	assert_int_equal(symlink(exe, path), 0);
	snprintf(path, sizeof(path), "%s/%u/stat", fixture->proc, tgid);
	file = fopen(path, "w");
	fprintf(file,
		"%u (a) b) 1 2) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 "
		"16 17 18 %lu 23 24\n",
		tgid, (unsigned long)ticks);
	fclose(file);
}

static struct captrace_who who(unsigned int tgid, uint64_t ticks)
{
	return (struct captrace_who){
		.tgid = tgid,
		.tid = tgid,
		.start_ns = ticks * TICK_NS + 12345,
		.comm = "comm",
	};
}

static void learn(struct fixture *fixture, const union record *record,
		  const char *path)
{
	process_learn(fixture->table, record, path);
	if (record->head.kind == CAPTRACE_EXIT)
		process_forget(fixture->table, &record->exit.who);
}

static void execs(struct fixture *fixture, struct captrace_who task,
		  const char *path)
{
	const union record record = {
		.exec = {
			.head = { .kind = CAPTRACE_EXEC },
			.who = task,
		},
	};

	learn(fixture, &record, path);
}

static void forks(struct fixture *fixture, struct captrace_who parent,
		  struct captrace_who child)
{
	const union record record = {
		.fork = {
			.head = { .kind = CAPTRACE_FORK },
			.who = child,
			.parent_tgid = parent.tgid,
			.parent_start_ns = parent.start_ns,
		},
	};

	learn(fixture, &record, NULL);
}

static void exits(struct fixture *fixture, struct captrace_who task)
{
	const union record record = {
		.exit = {
			.head = { .kind = CAPTRACE_EXIT },
			.who = task,
		},
	};

	learn(fixture, &record, NULL);
}

static void loses(struct fixture *fixture, uint64_t checks, uint64_t events)
{
	const union record record = {
		.lost = {
			.head = { .kind = CAPTRACE_LOST },
			.full = checks,
			.events = events,
		},
	};

	learn(fixture, &record, NULL);
}

static void expect(struct fixture *fixture, struct captrace_who task,
		   const char *exe)
{
	const union record check = {
		.check = {
			.head = { .kind = CAPTRACE_CHECK },
			.who = task,
		},
	};
	const char *found;

	learn(fixture, &check, NULL);
	found = process_exe(fixture->table, &task);
	if (!exe) {
		assert_null(found);
		return;
	}
	assert_non_null(found);
	assert_string_equal(found, exe);
}

static void an_exec_names_the_program(void **state)
{
	execs(*state, who(7, 1), "/bin/true");
	expect(*state, who(7, 1), "/bin/true");
	execs(*state, who(7, 1), "/bin/false");
	expect(*state, who(7, 1), "/bin/false");
}

static void a_child_runs_the_program_of_its_parent(void **state)
{
	execs(*state, who(7, 1), "/bin/sh");
	forks(*state, who(7, 1), who(8, 2));
	execs(*state, who(7, 1), "/bin/true");
	exits(*state, who(7, 1));
	expect(*state, who(8, 2), "/bin/sh");
}

/* No kernel says so, but a file may. */
static void a_process_that_is_its_own_parent_is_survived(void **state)
{
	execs(*state, who(7, 1), "/bin/sh");
	forks(*state, who(7, 1), who(7, 1));
	expect(*state, who(7, 1), "/bin/sh");
	forks(*state, who(7, 1), who(7, 2));
	expect(*state, who(7, 2), "/bin/sh");
}

static void older_processes_are_looked_up(void **state)
{
	proc_add(*state, 7, 100, "/usr/sbin/daemon");
	expect(*state, who(7, 100), "/usr/sbin/daemon");
}

static void a_lookup_is_made_once(void **state)
{
	proc_add(*state, 7, 100, "/usr/sbin/daemon");
	expect(*state, who(7, 100), "/usr/sbin/daemon");
	proc_remove(*state, 7);
	expect(*state, who(7, 100), "/usr/sbin/daemon");

	expect(*state, who(8, 100), NULL);
	proc_add(*state, 8, 100, "/late");
	expect(*state, who(8, 100), NULL);
}

static void a_process_that_was_met_is_known_when_it_is_gone(void **state)
{
	struct fixture *fixture = *state;

	proc_add(fixture, 7, 100, "/usr/sbin/daemon");
	proc_add_thread(fixture, 7, 7);
	process_meet(fixture->table, 7);
	proc_remove(fixture, 7);
	expect(fixture, who(7, 100), "/usr/sbin/daemon");
	expect(fixture, who(7, 101), NULL);
}

static void a_thread_stands_for_its_process(void **state)
{
	struct fixture *fixture = *state;

	proc_add(fixture, 7, 100, "/usr/sbin/daemon");
	proc_add_thread(fixture, 9, 7);
	process_meet(fixture->table, 9);
	process_meet(fixture->table, 10);
	proc_remove(fixture, 7);
	expect(fixture, who(7, 100), "/usr/sbin/daemon");
}

static void an_exec_behind_the_meeting_counts(void **state)
{
	struct fixture *fixture = *state;

	proc_add(fixture, 7, 100, "/before");
	proc_add_thread(fixture, 7, 7);
	process_meet(fixture->table, 7);
	execs(fixture, who(7, 100), "/after");
	expect(fixture, who(7, 100), "/after");
}

static void a_parent_is_looked_up_for_its_child(void **state)
{
	proc_add(*state, 7, 100, "/usr/sbin/daemon");
	forks(*state, who(7, 100), who(8, 200));
	expect(*state, who(8, 200), "/usr/sbin/daemon");
}

static void a_reused_pid_is_not_looked_up_as_the_old_process(void **state)
{
	proc_add(*state, 7, 101, "/new");
	expect(*state, who(7, 100), NULL);
	expect(*state, who(7, 101), "/new");
}

static void a_reused_pid_never_gets_the_old_program(void **state)
{
	execs(*state, who(7, 100), "/old");
	expect(*state, who(7, 101), NULL);
	expect(*state, who(7, 100), NULL);

	execs(*state, who(8, 100), "/old");
	execs(*state, who(8, 101), "/new");
	expect(*state, who(8, 101), "/new");
	expect(*state, who(8, 100), NULL);
	expect(*state, who(8, 101), "/new");
}

static void an_old_parent_gives_nothing_to_a_child(void **state)
{
	execs(*state, who(7, 101), "/new");
	forks(*state, who(7, 100), who(8, 200));
	expect(*state, who(8, 200), NULL);
}

static void the_dead_are_forgotten(void **state)
{
	execs(*state, who(7, 1), "/bin/true");
	exits(*state, who(7, 1));
	expect(*state, who(7, 1), NULL);
}

static void a_late_death_does_not_touch_the_next_life(void **state)
{
	execs(*state, who(7, 101), "/new");
	exits(*state, who(7, 100));
	expect(*state, who(7, 101), "/new");
}

static void a_process_without_a_pid_here_stays_unknown(void **state)
{
	proc_add(*state, 0, 100, "/nobody");
	execs(*state, who(0, 100), "/bin/true");
	forks(*state, who(7, 1), who(0, 100));
	expect(*state, who(0, 100), NULL);
	exits(*state, who(0, 100));
}

static void after_lost_events_programs_are_looked_up_again(void **state)
{
	execs(*state, who(7, 100), "/before");
	execs(*state, who(8, 100), "/gone");
	loses(*state, 0, 1);
	proc_add(*state, 7, 100, "/after");
	expect(*state, who(7, 100), "/after");
	expect(*state, who(8, 100), NULL);
}

static void lost_checks_leave_programs_known(void **state)
{
	execs(*state, who(7, 100), "/before");
	loses(*state, 1000, 0);
	expect(*state, who(7, 100), "/before");
}

static void an_exec_without_a_path_is_looked_up(void **state)
{
	execs(*state, who(7, 100), "/before");
	execs(*state, who(7, 100), "");
	proc_add(*state, 7, 100, "/after");
	expect(*state, who(7, 100), "/after");
}

static void broken_stat_files_are_not_believed(void **state)
{
	static const char *const texts[] = {
		"",
		"7",
		"7 (x",
		"7 (x)",
		"7 (x) S 1 2 3",
		"7 (x) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 ",
	};
	struct fixture *fixture = *state;
	char path[128];
	FILE *file;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(texts); i++) {
		proc_add(fixture, 10 + i, 0, "/daemon");
		snprintf(path, sizeof(path), "%s/%zu/stat", fixture->proc,
			 10 + i);
		file = fopen(path, "w");
		fputs(texts[i], file);
		fclose(file);
		expect(fixture, who(10 + i, 0), NULL);
	}
}

static void many_processes_are_kept_apart(void **state)
{
	enum { NR = 20000 };
	char exe[32];
	unsigned int i;

	for (i = 1; i <= NR; i++) {
		snprintf(exe, sizeof(exe), "/bin/%u", i);
		execs(*state, who(i, i), exe);
	}
	for (i = 2; i <= NR; i += 2)
		exits(*state, who(i, i));
	for (i = 1; i <= NR; i += 2) {
		snprintf(exe, sizeof(exe), "/bin/%u", i);
		expect(*state, who(i, i), exe);
	}
	for (i = 2; i <= NR; i += 200)
		expect(*state, who(i, i), NULL);
}

static void our_own_process_is_found_in_procfs(void **state)
{
	struct process_table *table = process_table_create(PROCESS_PROC);
	struct captrace_who task = { .tgid = getpid() };
	char exe[PATH_MAX] = "";
	unsigned long ticks = 0;
	FILE *file;

	(void)state;
	file = fopen("/proc/self/stat", "r");
	assert_int_equal(fscanf(file,
				"%*d %*s %*c %*d %*d %*d %*d %*d %*u "
				"%*u %*u %*u %*u %*u %*u %*d %*d %*d %*d "
				"%*d %*d %lu",
				&ticks),
			 1);
	fclose(file);
	assert_true(readlink("/proc/self/exe", exe, sizeof(exe) - 1) > 0);

	task.start_ns = ticks * TICK_NS;
	assert_string_equal(process_exe(table, &task), exe);
	task.tgid = 0;
	assert_null(process_exe(table, &task));
	process_table_destroy(table);
}

static void without_a_procfs_nothing_is_looked_up(void **state)
{
	struct process_table *table = process_table_create(NULL);
	const struct captrace_who task = { .tgid = getpid() };

	(void)state;
	process_meet(table, getpid());
	assert_null(process_exe(table, &task));
	process_table_destroy(table);
}

#define process_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		process_test(an_exec_names_the_program),
		process_test(a_child_runs_the_program_of_its_parent),
		process_test(a_process_that_is_its_own_parent_is_survived),
		process_test(older_processes_are_looked_up),
		process_test(a_lookup_is_made_once),
		process_test(a_process_that_was_met_is_known_when_it_is_gone),
		process_test(a_thread_stands_for_its_process),
		process_test(an_exec_behind_the_meeting_counts),
		process_test(a_parent_is_looked_up_for_its_child),
		process_test(a_reused_pid_is_not_looked_up_as_the_old_process),
		process_test(a_reused_pid_never_gets_the_old_program),
		process_test(an_old_parent_gives_nothing_to_a_child),
		process_test(the_dead_are_forgotten),
		process_test(a_late_death_does_not_touch_the_next_life),
		process_test(a_process_without_a_pid_here_stays_unknown),
		process_test(after_lost_events_programs_are_looked_up_again),
		process_test(lost_checks_leave_programs_known),
		process_test(an_exec_without_a_path_is_looked_up),
		process_test(broken_stat_files_are_not_believed),
		process_test(many_processes_are_kept_apart),
		cmocka_unit_test(without_a_procfs_nothing_is_looked_up),
		cmocka_unit_test(our_own_process_is_found_in_procfs),
	};

	return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
