// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include <linux/audit.h>

#include "phases.h"
#include "unit.h"

/* System calls of AUDIT_ARCH_X86_64. */
#define CALL_SETGID 106
#define CALL_SETUID 105
#define CALL_OPENAT 257

#define OTHER_USERNS 4026532100u

static int set_up(void **state)
{
	*state = phases_create(false);
	return !*state;
}

static int set_up_by_cgroup(void **state)
{
	*state = phases_create(true);
	return !*state;
}

static int tear_down(void **state)
{
	phases_destroy(*state);
	return 0;
}

static struct captrace_who who(unsigned int tgid)
{
	return (struct captrace_who){
		.tgid = tgid,
		.tid = tgid,
		.start_ns = tgid * 10,
		.euid = 33,
	};
}

static void executes(struct phases *phases, unsigned int tgid, const char *exe,
		     const char *cgroup, unsigned int flags)
{
	const struct names names = { .exe = exe, .cgroup = cgroup };
	const union record record = {
		.exec = {
			.head = { .kind = CAPTRACE_EXEC, .flags = flags },
			.who = who(tgid),
		},
	};

	assert_int_equal(phases_take(phases, &record, &names), 0);
}

static void forks(struct phases *phases, unsigned int parent,
		  unsigned int child, const char *cgroup)
{
	const struct names names = { .cgroup = cgroup };
	const union record record = {
		.fork = {
			.head = { .kind = CAPTRACE_FORK },
			.who = who(child),
			.parent_tgid = parent,
			.parent_start_ns = parent * 10,
		},
	};

	assert_int_equal(phases_take(phases, &record, &names), 0);
}

static void exits(struct phases *phases, unsigned int tgid)
{
	const struct names names = { NULL };
	const union record record = {
		.exit = {
			.head = { .kind = CAPTRACE_EXIT },
			.who = who(tgid),
		},
	};

	assert_int_equal(phases_take(phases, &record, &names), 0);
}

static enum phase asks(struct phases *phases, unsigned int tgid,
		       const char *cgroup, int syscall, int result,
		       uint32_t cred_userns)
{
	const struct phase_root *root;
	const struct names names = { .cgroup = cgroup };
	const union record record = {
		.check = {
			.head = { .kind = CAPTRACE_CHECK },
			.who = who(tgid),
			.arch = AUDIT_ARCH_X86_64,
			.syscall = syscall,
			.result = result,
			.cred_userns = cred_userns,
		},
	};
	enum phase phase;

	assert_int_equal(phases_take(phases, &record, &names), 0);
	phase = phases_last(phases, &root);
	assert_true((phase == PHASE_SETUP) == !root);

	return phase;
}

static enum phase opens(struct phases *phases, unsigned int tgid,
			const char *cgroup)
{
	return asks(phases, tgid, cgroup, CALL_OPENAT, 0, CAPTRACE_USERNS_INIT);
}

static void a_command_has_no_set_up(void **state)
{
	executes(*state, 5, "/bin/x", "/a", 0);
	assert_int_equal(opens(*state, 5, "/a"), PHASE_INIT);
	forks(*state, 5, 6, "/a");
	assert_int_equal(opens(*state, 6, "/a"), PHASE_INIT);
	/* Where it goes is its own affair. */
	assert_int_equal(opens(*state, 6, "/b"), PHASE_INIT);
	assert_string_equal(phases_main(*state)->exe, "/bin/x");
	assert_int_equal(phases_main(*state)->euid, 33);
	assert_int_equal(phases_main(*state)->userns, CAPTRACE_USERNS_INIT);
}

static void a_runtime_is_set_up_until_it_runs_the_program(void **state)
{
	executes(*state, 5, "/usr/bin/crun", "/a", 0);
	assert_int_equal(opens(*state, 5, "/a"), PHASE_SETUP);
	executes(*state, 5, "/memfd:runc_cloned:/proc/self/exe (deleted)", "/a",
		 0);
	assert_int_equal(opens(*state, 5, "/a"), PHASE_SETUP);
	forks(*state, 5, 6, "/a");
	assert_int_equal(opens(*state, 6, "/a"), PHASE_SETUP);
	assert_null(phases_main(*state));

	executes(*state, 6, "/bin/x", "/a", 0);
	assert_int_equal(opens(*state, 6, "/a"), PHASE_INIT);
	assert_int_equal(opens(*state, 5, "/a"), PHASE_SETUP);
	assert_string_equal(phases_main(*state)->exe, "/bin/x");
}

static void who_comes_into_a_control_group_is_in_set_up(void **state)
{
	/* As systemd does it, and as a runtime does that nobody saw. */
	executes(*state, 1, "/sbin/init", "/init.scope", CAPTRACE_EXEC_BEFORE);
	forks(*state, 1, 5, "/init.scope");
	assert_int_equal(opens(*state, 5, "/x.service"), PHASE_SETUP);
	assert_int_equal(opens(*state, 6, "/x.service"), PHASE_SETUP);
	forks(*state, 6, 7, "/x.service");
	assert_int_equal(opens(*state, 7, "/x.service"), PHASE_SETUP);

	executes(*state, 5, "/bin/x", "/x.service", 0);
	executes(*state, 7, "/bin/y", "/x.service", 0);
	assert_int_equal(opens(*state, 5, "/x.service"), PHASE_INIT);
	assert_int_equal(opens(*state, 7, "/x.service"), PHASE_INIT);
	assert_int_equal(opens(*state, 6, "/x.service"), PHASE_SETUP);
}

static void a_program_that_goes_deeper_is_not(void **state)
{
	executes(*state, 5, "/bin/x", "/x", 0);
	assert_int_equal(opens(*state, 5, "/x/below"), PHASE_INIT);
	assert_int_equal(opens(*state, 5, "/xy"), PHASE_SETUP);
	executes(*state, 6, "/bin/x", "/", 0);
	assert_int_equal(opens(*state, 6, "/y"), PHASE_SETUP);
}

static void one_that_ran_before_is_not(void **state)
{
	executes(*state, 5, "/bin/x", "/x", CAPTRACE_EXEC_BEFORE);
	assert_int_equal(opens(*state, 5, "/x"), PHASE_INIT);
	executes(*state, 6, "/usr/bin/conmon", "/x", CAPTRACE_EXEC_BEFORE);
	assert_int_equal(opens(*state, 6, "/x"), PHASE_SETUP);
}

static void the_main_process_becomes_steady(void **state)
{
	const uint32_t init = CAPTRACE_USERNS_INIT;

	executes(*state, 5, "/bin/x", NULL, 0);
	forks(*state, 5, 6, NULL);
	/* Denied is not done, and a child is not the main process. */
	assert_int_equal(asks(*state, 5, NULL, CALL_SETUID, -EPERM, init),
			 PHASE_INIT);
	assert_int_equal(asks(*state, 6, NULL, CALL_SETUID, 0, init),
			 PHASE_INIT);
	assert_int_equal(opens(*state, 6, NULL), PHASE_INIT);
	assert_int_equal(opens(*state, 5, NULL), PHASE_INIT);

	assert_int_equal(asks(*state, 5, NULL, CALL_SETGID, 0, init),
			 PHASE_INIT);
	assert_int_equal(asks(*state, 5, NULL, CALL_SETUID, 0, init),
			 PHASE_INIT);
	assert_int_equal(opens(*state, 5, NULL), PHASE_STEADY);
	assert_int_equal(opens(*state, 6, NULL), PHASE_STEADY);
}

static void home_is_where_the_program_starts(void **state)
{
	const struct phase_root *root;

	asks(*state, 5, "/x", CALL_OPENAT, 0, CAPTRACE_USERNS_INIT);
	executes(*state, 5, "/bin/x", "/x", 0);
	asks(*state, 5, "/x", CALL_OPENAT, 0, OTHER_USERNS);
	phases_last(*state, &root);
	assert_int_equal(root->userns, OTHER_USERNS);
	forks(*state, 5, 6, "/x");
	asks(*state, 6, "/x", CALL_OPENAT, 0, OTHER_USERNS + 1);
	phases_last(*state, &root);
	assert_int_equal(root->userns, OTHER_USERNS);
}

static void who_has_ended_is_forgotten(void **state)
{
	executes(*state, 5, "/bin/x", "/x", 0);
	assert_int_equal(opens(*state, 5, "/x"), PHASE_INIT);
	exits(*state, 5);
	assert_int_equal(opens(*state, 5, "/x"), PHASE_SETUP);
}

static void phases_have_names(void **state)
{
	enum phase phase;

	(void)state;
	assert_int_equal(phase_parse("init,x", 4, &phase), 0);
	assert_int_equal(phase, PHASE_INIT);
	assert_int_equal(phase_parse("steady", 6, &phase), 0);
	assert_int_equal(phase, PHASE_STEADY);
	assert_int_equal(phase_parse("setup", 5, &phase), -EINVAL);
	assert_int_equal(phase_parse("", 0, &phase), -EINVAL);
}

#define PHASES_TEST(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define CGROUP_TEST(test) \
	cmocka_unit_test_setup_teardown(test, set_up_by_cgroup, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PHASES_TEST(a_command_has_no_set_up),
		PHASES_TEST(a_runtime_is_set_up_until_it_runs_the_program),
		CGROUP_TEST(a_runtime_is_set_up_until_it_runs_the_program),
		CGROUP_TEST(who_comes_into_a_control_group_is_in_set_up),
		CGROUP_TEST(a_program_that_goes_deeper_is_not),
		CGROUP_TEST(one_that_ran_before_is_not),
		PHASES_TEST(the_main_process_becomes_steady),
		CGROUP_TEST(home_is_where_the_program_starts),
		CGROUP_TEST(who_has_ended_is_forgotten),
		cmocka_unit_test(phases_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
