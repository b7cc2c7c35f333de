// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include <linux/audit.h>
#include <linux/capability.h>

#include "ledger.h"
#include "unit.h"

/* System calls of AUDIT_ARCH_X86_64. */
#define CALL_OPENAT 257
#define CALL_SETUID 105
#define CALL_SYSLOG 103

#define CHILD_USERNS 4026532100u

static const struct names here = { .exe = "/bin/x", .realtime_offset_ns = 7 };

static int set_up(void **state)
{
	const struct ledger_options options = { .by = GROUP_BY_NOTHING };

	*state = ledger_create(&options);
	return !*state;
}

static int set_up_by_exe(void **state)
{
	const struct ledger_options options = { .by = GROUP_BY_EXE };

	*state = ledger_create(&options);
	return !*state;
}

static int set_up_steady(void **state)
{
	const struct ledger_options options = { .phases = 1u << PHASE_STEADY };

	*state = ledger_create(&options);
	return !*state;
}

static int set_up_by_cgroup(void **state)
{
	const struct ledger_options options = { .by_cgroup = true };

	*state = ledger_create(&options);
	return !*state;
}

static int tear_down(void **state)
{
	ledger_destroy(*state);
	return 0;
}

static union record check(unsigned int cap, int syscall, int result)
{
	return (union record){
		.check = {
			.head = { .kind = CAPTRACE_CHECK, .time_ns = 100 },
			.who = { .tgid = 7, .tid = 8, .start_ns = 70 },
			.arch = AUDIT_ARCH_X86_64,
			.syscall = syscall,
			.cap = cap,
			.result = result,
			.reason = result ? CAPTRACE_REASON_MISSING :
					   CAPTRACE_REASON_HELD,
			.userns = CAPTRACE_USERNS_INIT,
			.cred_userns = CAPTRACE_USERNS_INIT,
		},
	};
}

static void take(struct ledger *ledger, const union record *record)
{
	assert_int_equal(ledger_take(ledger, record, &here), 0);
}

static void begins(struct ledger *ledger)
{
	const union record record = {
		.exec = {
			.head = { .kind = CAPTRACE_EXEC },
			.who = { .tgid = 7, .tid = 7, .start_ns = 70 },
		},
	};

	take(ledger, &record);
}

static void granted(struct ledger *ledger, unsigned int cap, int syscall)
{
	const union record record = check(cap, syscall, 0);

	take(ledger, &record);
}

/* In call number @call; 0 where its outcome cannot be seen. */
static void denied(struct ledger *ledger, unsigned int cap, int syscall,
		   uint64_t call)
{
	union record record = check(cap, syscall, -EPERM);

	record.check.call = call;
	record.check.head.flags = call ? CAPTRACE_CHECK_OUTCOME : 0;
	take(ledger, &record);
}

static void returns(struct ledger *ledger, uint64_t call, int64_t value)
{
	const union record record = {
		.outcome = {
			.head = { .kind = CAPTRACE_OUTCOME },
			.value = value,
			.call = call,
		},
	};

	take(ledger, &record);
}

static const struct evidence *of(struct ledger *ledger, unsigned int cap)
{
	return ledger_groups(ledger)->caps[cap];
}

static void expect(struct ledger *ledger, unsigned int cap, enum need need)
{
	assert_int_equal(evidence_judge(of(ledger, cap)), need);
	assert_true(ledger_group_caps(ledger_groups(ledger), need) &
		    1ull << cap);
}

static void what_was_granted_is_required(void **state)
{
	begins(*state);
	granted(*state, CAP_CHOWN, CALL_OPENAT);
	denied(*state, CAP_CHOWN, CALL_OPENAT, 1);
	returns(*state, 1, 0);
	expect(*state, CAP_CHOWN, NEED_REQUIRED);
	assert_int_equal(evidence_granted(of(*state, CAP_CHOWN)), 1);
	assert_int_equal(evidence_denied(of(*state, CAP_CHOWN)), 1);
	assert_int_equal(of(*state, CAP_CHOWN)->first_ns, 107);
}

static void what_calls_went_on_without_is_optional(void **state)
{
	begins(*state);
	denied(*state, CAP_CHOWN, CALL_OPENAT, 1);
	returns(*state, 1, 3);
	expect(*state, CAP_CHOWN, NEED_OPTIONAL);
	denied(*state, CAP_CHOWN, CALL_OPENAT, 2);
	/* Nobody knows yet what becomes of it. */
	expect(*state, CAP_CHOWN, NEED_REQUIRED);
	returns(*state, 2, 3);
	expect(*state, CAP_CHOWN, NEED_OPTIONAL);
}

static void what_calls_failed_without_is_required(void **state)
{
	begins(*state);
	denied(*state, CAP_CHOWN, CALL_OPENAT, 1);
	returns(*state, 1, 3);
	denied(*state, CAP_CHOWN, CALL_OPENAT, 2);
	returns(*state, 2, -EPERM);
	expect(*state, CAP_CHOWN, NEED_REQUIRED);
	assert_int_equal(of(*state, CAP_CHOWN)->outcomes[OUTCOME_FAILED], 1);
	assert_int_equal(of(*state, CAP_CHOWN)->outcomes[OUTCOME_WENT_ON], 1);
}

static void what_nobody_knows_is_required(void **state)
{
	begins(*state);
	denied(*state, CAP_CHOWN, CALL_OPENAT, 0);
	expect(*state, CAP_CHOWN, NEED_REQUIRED);
	assert_int_equal(of(*state, CAP_CHOWN)->outcomes[OUTCOME_UNKNOWN], 1);
	denied(*state, CAP_FOWNER, CALL_OPENAT, 1);
	returns(*state, 1, -512);
	expect(*state, CAP_FOWNER, NEED_REQUIRED);
	assert_int_equal(of(*state, CAP_FOWNER)->outcomes[OUTCOME_INTERRUPTED],
			 1);
}

static void the_narrow_one_is_required_for_the_wide_one(void **state)
{
	begins(*state);
	denied(*state, CAP_DAC_READ_SEARCH, CALL_OPENAT, 1);
	granted(*state, CAP_DAC_OVERRIDE, CALL_OPENAT);
	returns(*state, 1, 3);
	expect(*state, CAP_DAC_READ_SEARCH, NEED_REQUIRED);
	expect(*state, CAP_DAC_OVERRIDE, NEED_ALTERNATIVE);
	assert_int_equal(of(*state, CAP_DAC_READ_SEARCH)->other,
			 CAP_DAC_OVERRIDE);

	/* For itself it is needed, after all. */
	granted(*state, CAP_DAC_OVERRIDE, CALL_OPENAT);
	expect(*state, CAP_DAC_OVERRIDE, NEED_REQUIRED);
}

static void denied_both_only_the_narrow_one_counts(void **state)
{
	begins(*state);
	denied(*state, CAP_SYSLOG, CALL_SYSLOG, 1);
	denied(*state, CAP_SYS_ADMIN, CALL_SYSLOG, 1);
	returns(*state, 1, -EPERM);
	expect(*state, CAP_SYSLOG, NEED_REQUIRED);
	expect(*state, CAP_SYS_ADMIN, NEED_ALTERNATIVE);
}

static void another_call_is_no_alternative(void **state)
{
	begins(*state);
	denied(*state, CAP_SYSLOG, CALL_SYSLOG, 1);
	returns(*state, 1, -EPERM);
	granted(*state, CAP_SYS_ADMIN, CALL_OPENAT);
	expect(*state, CAP_SYS_ADMIN, NEED_REQUIRED);
	granted(*state, CAP_CHOWN, CALL_OPENAT);
	denied(*state, CAP_DAC_READ_SEARCH, CALL_OPENAT, 2);
	granted(*state, CAP_CHOWN, CALL_OPENAT);
	granted(*state, CAP_DAC_OVERRIDE, CALL_OPENAT);
	expect(*state, CAP_DAC_OVERRIDE, NEED_REQUIRED);
}

static void what_is_of_a_child_user_namespace_is_not_needed(void **state)
{
	union record record = check(CAP_SYS_ADMIN, CALL_OPENAT, 0);

	begins(*state);
	record.check.userns = CHILD_USERNS;
	record.check.cred_userns = CHILD_USERNS;
	take(*state, &record);
	expect(*state, CAP_SYS_ADMIN, NEED_CHILD);

	record = check(CAP_SETUID, CALL_OPENAT, 0);
	record.check.userns = CHILD_USERNS;
	record.check.reason = CAPTRACE_REASON_OWNER;
	take(*state, &record);
	expect(*state, CAP_SETUID, NEED_CHILD);

	/* Who does not own the namespace must hold it above. */
	record = check(CAP_SETGID, CALL_OPENAT, 0);
	record.check.userns = CHILD_USERNS;
	take(*state, &record);
	expect(*state, CAP_SETGID, NEED_REQUIRED);

	record = check(CAP_SYS_TIME, CALL_OPENAT, -EPERM);
	record.check.cred_userns = CHILD_USERNS;
	record.check.reason = CAPTRACE_REASON_OUTSIDE;
	take(*state, &record);
	expect(*state, CAP_SYS_TIME, NEED_OUTSIDE);
}

static void noise_is_never_required(void **state)
{
	static const unsigned int noisy[] = {
		CAPTRACE_CLASS_ADVISORY,
		CAPTRACE_CLASS_BORROWED,
		CAPTRACE_CLASS_KERNEL,
	};
	union record record;
	size_t i;

	begins(*state);
	for (i = 0; i < ARRAY_SIZE(noisy); i++) {
		record = check(i, CALL_OPENAT, 0);
		record.check.class = noisy[i];
		take(*state, &record);
		expect(*state, i, NEED_NOISE);
	}

	record = check(CAP_KILL, CALL_OPENAT, 0);
	record.check.cred = CAPTRACE_CRED_TASK;
	take(*state, &record);
	expect(*state, CAP_KILL, NEED_NOISE);
	record = check(CAP_SYS_BOOT, CALL_OPENAT, 0);
	record.check.head.flags = CAPTRACE_CHECK_INTERRUPT;
	take(*state, &record);
	expect(*state, CAP_SYS_BOOT, NEED_NOISE);
}

static void only_the_phases_that_were_chosen_count(void **state)
{
	begins(*state);
	granted(*state, CAP_CHOWN, CALL_OPENAT);
	granted(*state, CAP_SETUID, CALL_SETUID);
	granted(*state, CAP_KILL, CALL_OPENAT);
	expect(*state, CAP_CHOWN, NEED_ELSEWHERE);
	expect(*state, CAP_SETUID, NEED_ELSEWHERE);
	expect(*state, CAP_KILL, NEED_REQUIRED);
	assert_int_equal(evidence_granted(of(*state, CAP_CHOWN)), 0);
}

static void groups_are_apart(void **state)
{
	const struct names other = { .exe = "/bin/y" };
	const union record record = check(CAP_KILL, CALL_OPENAT, 0);
	const struct ledger_group *group;

	begins(*state);
	granted(*state, CAP_CHOWN, CALL_OPENAT);
	assert_int_equal(ledger_take(*state, &record, &other), 0);
	granted(*state, CAP_CHOWN, CALL_OPENAT);

	group = ledger_groups(*state);
	assert_string_equal(group->label, "/bin/x");
	assert_int_equal(ledger_group_caps(group, NEED_REQUIRED),
			 1ull << CAP_CHOWN);
	assert_int_equal(evidence_granted(group->caps[CAP_CHOWN]), 2);
	group = group->next;
	assert_string_equal(group->label, "/bin/y");
	assert_int_equal(ledger_group_caps(group, NEED_REQUIRED),
			 1ull << CAP_KILL);
	assert_null(group->next);
}

static void system_calls_are_counted_up_to_some(void **state)
{
	const struct evidence *evidence;
	int syscall;

	begins(*state);
	for (syscall = 300; syscall < 300 + EVIDENCE_CALLS; syscall++) {
		granted(*state, CAP_CHOWN, syscall);
		granted(*state, CAP_CHOWN, syscall);
	}
	evidence = of(*state, CAP_CHOWN);
	assert_int_equal(evidence->nr_calls, EVIDENCE_CALLS);
	assert_int_equal(evidence->calls[1].syscall, 301);
	assert_int_equal(evidence->calls[1].granted, 2);
	assert_false(evidence->more_calls);
	granted(*state, CAP_CHOWN, syscall);
	assert_true(evidence->more_calls);
}

static void every_number_is_counted(void **state)
{
	begins(*state);
	granted(*state, UINT16_MAX, CALL_OPENAT);
	assert_int_equal(evidence_judge(of(*state, UINT16_MAX)), NEED_REQUIRED);
	assert_int_equal(
		ledger_group_caps(ledger_groups(*state), NEED_REQUIRED), 0);
}

/* Others of the machine show, too, as they may come into it. */
static void the_root_of_a_cgroup_makes_checks_there(void **state)
{
	const struct names elsewhere = { .exe = "/bin/other" };
	union record record = {
		.exec = {
			.head = { .kind = CAPTRACE_EXEC },
			.who = { .tgid = 5, .tid = 5, .start_ns = 50 },
		},
	};

	assert_int_equal(ledger_take(*state, &record, &elsewhere), 0);
	assert_null(ledger_groups(*state)->root);
	begins(*state);
	granted(*state, CAP_SETUID, CALL_SETUID);
	assert_string_equal(ledger_groups(*state)->root->exe, "/bin/x");
}

#define LEDGER_TEST(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LEDGER_TEST(what_was_granted_is_required),
		LEDGER_TEST(what_calls_went_on_without_is_optional),
		LEDGER_TEST(what_calls_failed_without_is_required),
		LEDGER_TEST(what_nobody_knows_is_required),
		LEDGER_TEST(the_narrow_one_is_required_for_the_wide_one),
		LEDGER_TEST(denied_both_only_the_narrow_one_counts),
		LEDGER_TEST(another_call_is_no_alternative),
		LEDGER_TEST(what_is_of_a_child_user_namespace_is_not_needed),
		LEDGER_TEST(noise_is_never_required),
		cmocka_unit_test_setup_teardown(
			only_the_phases_that_were_chosen_count, set_up_steady,
			tear_down),
		cmocka_unit_test_setup_teardown(groups_are_apart, set_up_by_exe,
						tear_down),
		LEDGER_TEST(system_calls_are_counted_up_to_some),
		LEDGER_TEST(every_number_is_counted),
		cmocka_unit_test_setup_teardown(
			the_root_of_a_cgroup_makes_checks_there,
			set_up_by_cgroup, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
