// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "excess.h"
#include "hierarchy.h"
#include "lists.h"
#include "trace.h"
#include "tree.h"

/* What /proc/PID/stat counts in, on every Linux that we build for. */
#define TICK_NS 10000000ull

#define TITLES "set          holds  used  drop\n"
#define DASHES "---          -----  ----  ----\n"

static struct tree tree;

static int set_up(void **state)
{
	tree_create(&tree);
	return trace_set_up(state);
}

static int tear_down(void **state)
{
	int err = trace_tear_down(state);

	tree_destroy(&tree);
	return err;
}

/* A thread that holds these, and the start of its process in ticks. */
static void put_thread(unsigned int tgid, unsigned int tid, uint64_t eff,
		       uint64_t bnd)
{
	char path[64], text[8192], groups[4096];

	memset(groups, '7', sizeof(groups));
	groups[sizeof(groups) - 1] = '\0';
	snprintf(path, sizeof(path), "/%u/task/%u", tgid, tid);
	tree_directory(&tree, path);
	snprintf(path, sizeof(path), "/%u/task/%u/status", tgid, tid);
	snprintf(text, sizeof(text),
		 "Name:\tCapEff: f\nTgid:\t%u\nGroups:\t%s\n"
		 "CapInh:\t0000000000000000\nCapPrm:\t%016llx\n"
		 "CapEff:\t%016llx\nCapBnd:\t%016llx\n"
		 "CapAmb:\t0000000000000000\nNoNewPrivs:\t0\n",
		 tgid, groups, (unsigned long long)(eff | 1ull << 40),
		 (unsigned long long)eff, (unsigned long long)bnd);
	tree_file(&tree, path, text);
	snprintf(path, sizeof(path), "/%u/status", tgid);
	tree_file(&tree, path, text);
}

static void put_process(unsigned int tgid, uint64_t ticks, uint64_t eff,
			uint64_t bnd)
{
	char path[64], text[256];

	put_thread(tgid, tgid, eff, bnd);
	snprintf(path, sizeof(path), "/%u/stat", tgid);
	snprintf(text, sizeof(text),
		 "%u (a) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 %llu 0 0\n",
		 tgid, (unsigned long long)ticks);
	tree_file(&tree, path, text);
}

static void remove_process(unsigned int tgid)
{
	char path[64];

	snprintf(path, sizeof(path), "/%u", tgid);
	tree_remove(&tree, path);
}

static struct fixture *begin_with(void **state, const struct numbers *pids,
				  const struct hierarchy *hierarchy)
{
	const struct excess_options options = {
		.ledger = { .by_cgroup = hierarchy },
		.hierarchy = hierarchy,
		.proc = tree.top,
		.pids = pids,
	};
	struct fixture *fixture = *state;

	fixture->who.tgid = 30;
	fixture->who.tid = 30;
	fixture->who.start_ns = 7 * TICK_NS + 5;
	assert_int_equal(
		excess_create(&fixture->sink, fixture->output, &options), 0);
	return fixture;
}

static struct fixture *begin(void **state)
{
	return begin_with(state, NULL, NULL);
}

static void ends(struct fixture *fixture)
{
	union record record = {
		.exit = {
			.head = { .kind = CAPTRACE_EXIT },
			.who = fixture->who,
		},
	};

	trace_add(fixture, &record);
}

static void what_is_held_and_not_required_can_be_dropped(void **state)
{
	struct fixture *fixture = begin(state);

	put_process(30, 7, 1 << 0 | 1 << 7 | 1 << 10, 0x1ffffffffff);
	trace_granted(fixture, 10, TRACE_BIND);
	trace_granted(fixture, 0, TRACE_CHOWN);
	assert_string_equal(
		trace_end(fixture), TITLES DASHES
		"effective        3     2  CAP_SETUID\n"
		"permitted        4     2  CAP_SETUID,CAP_CHECKPOINT_RESTORE\n"
		"inheritable      0     0  -\n"
		"ambient          0     0  -\n"
		"bounding        41     2  all but CAP_CHOWN,"
		"CAP_NET_BIND_SERVICE\n");
}

static void where_nothing_was_used_all_can_be_dropped(void **state)
{
	struct fixture *fixture = begin(state);

	put_process(30, 7, 1 << 0, 1 << 0);
	trace_denied(fixture, 0, TRACE_CHOWN, 0);
	assert_non_null(
		strstr(trace_end(fixture), "effective        1     0  all\n"));
}

static void what_is_held_at_any_time_counts(void **state)
{
	struct fixture *fixture = begin(state);

	put_process(30, 7, 1 << 0, 0);
	trace_granted(fixture, 0, TRACE_CHOWN);
	put_process(30, 7, 1 << 7, 0);
	assert_non_null(strstr(trace_end(fixture),
			       "effective        2     1  CAP_SETUID\n"));
}

static void all_threads_hold(void **state)
{
	struct fixture *fixture = begin(state);

	put_process(30, 7, 1 << 0, 0);
	put_thread(30, 31, 1 << 7, 0);
	trace_granted(fixture, 0, TRACE_CHOWN);
	assert_non_null(strstr(trace_end(fixture),
			       "effective        2     1  CAP_SETUID\n"));
}

static void a_process_that_ends_was_looked_at_before(void **state)
{
	struct fixture *fixture = begin(state);
	const char *text;

	put_process(30, 7, 1 << 0, 0);
	trace_granted(fixture, 0, TRACE_CHOWN);
	ends(fixture);
	remove_process(30);
	text = trace_end(fixture);
	assert_non_null(strstr(text, "effective        1     1  -\n"));
	assert_null(strstr(text, "ended before"));
}

static void one_that_was_too_fast_is_told_of(void **state)
{
	struct fixture *fixture = begin(state);

	trace_granted(fixture, 0, TRACE_CHOWN);
	ends(fixture);
	assert_string_equal(trace_end(fixture),
			    "1 process ended before its sets could be read\n");
}

static void another_one_with_its_number_is_none(void **state)
{
	struct fixture *fixture = begin(state);

	put_process(30, 8, 1 << 0, 0);
	trace_granted(fixture, 0, TRACE_CHOWN);
	assert_string_equal(trace_end(fixture),
			    "1 process ended before its sets could be read\n");
}

static void runs(struct fixture *fixture, const char *exe)
{
	union record record = {
		.exec = {
			.head = { .kind = CAPTRACE_EXEC },
			.who = fixture->who,
		},
	};

	fixture->names.exe = exe;
	trace_add(fixture, &record);
}

static void what_prepares_the_program_does_not_count(void **state)
{
	struct fixture *fixture = begin(state);
	const char *exe = fixture->names.exe;

	put_process(30, 7, 1 << 21, 0);
	runs(fixture, "/usr/bin/crun");
	trace_granted(fixture, 21, TRACE_MOUNT);
	put_process(30, 7, 1 << 0, 0);
	runs(fixture, exe);
	assert_non_null(
		strstr(trace_end(fixture), "effective        1     0  all\n"));
}

static void of_a_control_group_are_those_that_make_checks(void **state)
{
	struct hierarchy *hierarchy;
	struct fixture *fixture;

	assert_int_equal(hierarchy_open(&hierarchy, tree.cgroup), 0);
	fixture = begin_with(state, NULL, hierarchy);

	put_process(30, 7, 1 << 0, 0);
	runs(fixture, "/bin/a");
	put_process(31, 7, 1 << 21, 0);
	fixture->who.tgid = 31;
	runs(fixture, "/bin/b");
	ends(fixture);
	fixture->who.tgid = 30;
	trace_granted(fixture, 0, TRACE_CHOWN);
	put_process(30, 7, 1 << 7, 0);
	runs(fixture, "/bin/c");
	ends(fixture);
	remove_process(30);
	assert_non_null(strstr(trace_end(fixture),
			       "effective        2     1  CAP_SETUID\n"));
	hierarchy_close(hierarchy);
}

static void in_a_control_group_of_checks_all_are_looked_at(void **state)
{
	struct hierarchy *hierarchy;
	struct fixture *fixture;
	uint64_t id;

	tree_group(&tree, "/a");
	tree_file(&tree, "/cgroup/a/cgroup.procs", "31\n");
	assert_int_equal(hierarchy_open(&hierarchy, tree.cgroup), 0);
	fixture = begin_with(state, NULL, hierarchy);
	assert_int_equal(hierarchy_id(hierarchy, "/a", &id), 0);
	fixture->who.cgroup_id = id;
	runs(fixture, "/bin/a");
	trace_granted(fixture, 0, TRACE_CHOWN);
	ends(fixture);
	put_process(31, 9, 1 << 0 | 1 << 7, 0);
	assert_non_null(strstr(trace_end(fixture),
			       "effective        2     1  CAP_SETUID\n"));
	hierarchy_close(hierarchy);
}

static void an_idle_process_can_be_named(void **state)
{
	uint64_t idle = 31;
	const struct numbers pids = { .at = &idle, .nr = 1 };
	struct fixture *fixture;

	put_process(31, 9, 1 << 0 | 1 << 7, 0);
	fixture = begin_with(state, &pids, NULL);
	assert_non_null(
		strstr(trace_end(fixture), "effective        2     0  all\n"));
}

static void without_any_process_that_is_said(void **state)
{
	assert_string_equal(trace_end(begin(state)), "no process was seen\n");
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(what_is_held_and_not_required_can_be_dropped),
		test(where_nothing_was_used_all_can_be_dropped),
		test(what_is_held_at_any_time_counts),
		test(all_threads_hold),
		test(a_process_that_ends_was_looked_at_before),
		test(one_that_was_too_fast_is_told_of),
		test(another_one_with_its_number_is_none),
		test(what_prepares_the_program_does_not_count),
		test(of_a_control_group_are_those_that_make_checks),
		test(in_a_control_group_of_checks_all_are_looked_at),
		test(an_idle_process_can_be_named),
		test(without_any_process_that_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
