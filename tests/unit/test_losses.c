// SPDX-License-Identifier: GPL-2.0-only
#include "losses.h"
#include "said.h"
#include "unit.h"

static const char *hidden(const struct captrace_counters *counters)
{
	said_begin();
	losses_report_hidden(counters->hidden, "hidden", "-v shows");
	return said_end();
}

static void what_was_hidden_is_told_by_class(void **state)
{
	const struct captrace_counters counters = {
		.hidden = {
			[CAPTRACE_CLASS_ADVISORY] = 101,
			[CAPTRACE_CLASS_BORROWED] = 20,
			[CAPTRACE_CLASS_KERNEL] = 2,
		},
	};

	(void)state;
	assert_string_equal(hidden(&counters),
			    "captrace: 123 checks hidden (101 advisory, "
			    "20 borrowed, 2 kernel): "
			    "-v shows them\n");
}

static void a_class_without_any_is_not_named(void **state)
{
	const struct captrace_counters counters = {
		.hidden = { [CAPTRACE_CLASS_KERNEL] = 1 },
	};

	(void)state;
	assert_string_equal(hidden(&counters),
			    "captrace: 1 check hidden (1 kernel): "
			    "-v shows it\n");
}

static void all_classes_fit(void **state)
{
	struct captrace_counters counters = { .delivered = 0 };
	size_t i;

	(void)state;
	for (i = 0; i < CAPTRACE_NR_CLASSES; i++)
		counters.hidden[i] = UINT64_MAX;
	assert_non_null(strstr(hidden(&counters), " kernel): -v"));
}

static void where_nothing_was_hidden_nothing_is_said(void **state)
{
	const struct captrace_counters counters = { .delivered = 5 };

	(void)state;
	assert_string_equal(hidden(&counters), "");
}

static void what_was_hidden_is_no_loss(void **state)
{
	const struct captrace_counters counters = {
		.hidden = { [CAPTRACE_CLASS_ADVISORY] = 5 },
	};

	(void)state;
	said_begin();
	assert_false(losses_report(&counters));
	assert_string_equal(said_end(), "");
}

static void what_was_lost_is_told(void **state)
{
	const struct captrace_counters counters = { .lost_full = 5 };

	(void)state;
	said_begin();
	assert_true(losses_report(&counters));
	said_expect(said_end(), "5 checks lost: the buffer was full");
}

static void other_records_that_were_lost_are_told(void **state)
{
	struct captrace_counters counters = { .lost_events = 2 };

	(void)state;
	said_begin();
	assert_true(losses_report(&counters));
	said_expect(said_end(), "2 other records lost: the buffer was full, "
				"names, control groups or outcomes may be");
	counters.lost_events = 1;
	said_begin();
	assert_true(losses_report(&counters));
	said_expect(said_end(), "1 other record lost:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_hidden_is_told_by_class),
		cmocka_unit_test(a_class_without_any_is_not_named),
		cmocka_unit_test(all_classes_fit),
		cmocka_unit_test(where_nothing_was_hidden_nothing_is_said),
		cmocka_unit_test(what_was_hidden_is_no_loss),
		cmocka_unit_test(what_was_lost_is_told),
		cmocka_unit_test(other_records_that_were_lost_are_told),
	};

	return cmocka_run_group_tests_name("losses", tests, NULL, NULL);
}
