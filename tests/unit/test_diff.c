// SPDX-License-Identifier: GPL-2.0-only
#include "diff.h"
#include "ledger.h"
#include "trace.h"

#define NOTHING "no capability began or ceased to be needed\n"
#define TITLES	"   capability            before    after     example\n"
#define DASHES	"   ----------            ------    -----     -------\n"

static const struct names names = { .exe = "/bin/a" };

static struct ledger *begin(void)
{
	const struct ledger_options options = { .by = GROUP_BY_NOTHING };
	struct ledger *ledger = ledger_create(&options);

	assert_non_null(ledger);
	return ledger;
}

static void see(struct ledger *ledger, const union record *record)
{
	assert_int_equal(ledger_take(ledger, record, &names), 0);
}

static void require(struct ledger *ledger, unsigned int cap, int syscall)
{
	const struct fixture fixture = { .who = { .tgid = 7 } };
	union record record = trace_check(&fixture, cap, 0, syscall);

	see(ledger, &record);
}

/* Denied, and the call went on. */
static void try_without(struct ledger *ledger, unsigned int cap, int syscall)
{
	const struct fixture fixture = { .who = { .tgid = 7 } };
	union record record = trace_check(&fixture, cap, -EPERM, syscall);

	record.head.flags = CAPTRACE_CHECK_OUTCOME;
	record.check.call = 1;
	see(ledger, &record);
	record = (union record){
		.outcome = {
			.head = { .kind = CAPTRACE_OUTCOME },
			.who = fixture.who,
			.call = 1,
			.syscall = syscall,
			.arch = AUDIT_ARCH_X86_64,
		},
	};
	see(ledger, &record);
}

/* Compares the two, which are of no use any more then. */
static void expect(struct fixture *fixture, struct ledger *before,
		   struct ledger *after, bool has_new, const char *expected)
{
	bool said = !has_new;
	ssize_t size;

	assert_int_equal(diff_put(fixture->output, ledger_groups(before),
				  ledger_groups(after), NULL, &said),
			 0);
	assert_int_equal(output_flush(fixture->output), 0);
	size = pread(fixture->fd, fixture->text, sizeof(fixture->text) - 1, 0);
	assert_true(size >= 0);
	fixture->text[size] = '\0';
	assert_string_equal(fixture->text, expected);
	assert_int_equal(said, has_new);
	ledger_destroy(before);
	ledger_destroy(after);
}

static void what_has_not_changed_is_said_in_a_line(void **state)
{
	struct ledger *before = begin();
	struct ledger *after = begin();

	require(before, 10, TRACE_BIND);
	require(after, 10, TRACE_CHOWN);
	require(after, 10, TRACE_BIND);
	try_without(before, 21, TRACE_MOUNT);
	try_without(after, 21, TRACE_MOUNT);
	expect(*state, before, after, false, NOTHING);
}

static void one_that_was_not_asked_for_is_new(void **state)
{
	struct ledger *before = begin();
	struct ledger *after = begin();

	require(after, 10, TRACE_BIND);
	expect(*state, before, after, true,
	       "   capability            before  after     example\n"
	       "   ----------            ------  -----     -------\n"
	       "+  CAP_NET_BIND_SERVICE  -       required  bind\n");
}

static void one_that_is_not_needed_any_more_is_not_new(void **state)
{
	struct ledger *before = begin();
	struct ledger *after = begin();

	require(before, 10, TRACE_BIND);
	try_without(after, 10, TRACE_CHOWN);
	expect(*state, before, after, false,
	       TITLES DASHES
	       "-  CAP_NET_BIND_SERVICE  required  optional  bind\n");
}

static void one_that_was_optional_is_new_when_required(void **state)
{
	struct ledger *before = begin();
	struct ledger *after = begin();

	try_without(before, 10, TRACE_CHOWN);
	require(after, 10, TRACE_BIND);
	expect(*state, before, after, true,
	       TITLES DASHES
	       "+  CAP_NET_BIND_SERVICE  optional  required  bind\n");
}

static void what_is_optional_now_is_shown_but_not_new(void **state)
{
	struct ledger *before = begin();
	struct ledger *after = begin();

	try_without(after, 0, TRACE_CHOWN);
	expect(*state, before, after, false,
	       "   capability  before  after     example\n"
	       "   ----------  ------  -----     -------\n"
	       "+  CAP_CHOWN   -       optional  chown\n");
}

static void both_ways_come_by_number(void **state)
{
	struct ledger *before = begin();
	struct ledger *after = begin();

	require(before, 70, TRACE_MOUNT);
	require(before, 0, TRACE_CHOWN);
	require(after, 7, TRACE_SETUID);
	expect(*state, before, after, true,
	       "   capability  before    after     example\n"
	       "   ----------  ------    -----     -------\n"
	       "-  CAP_CHOWN   required  -         chown\n"
	       "+  CAP_SETUID  -         required  setuid\n"
	       "-  CAP_70      required  -         mount\n");
}

#define test(name) \
	cmocka_unit_test_setup_teardown(name, trace_set_up, trace_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(what_has_not_changed_is_said_in_a_line),
		test(one_that_was_not_asked_for_is_new),
		test(one_that_is_not_needed_any_more_is_not_new),
		test(one_that_was_optional_is_new_when_required),
		test(what_is_optional_now_is_shown_but_not_new),
		test(both_ways_come_by_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
