// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "stream.h"
#include "unit.h"

static int set_up(void **state)
{
	const struct stream_options options = { .proc = NULL };

	*state = stream_create(&options);
	return !*state;
}

static int tear_down(void **state)
{
	stream_destroy(*state);
	return 0;
}

static union record about(unsigned int kind, unsigned int tgid,
			  uint64_t time_ns)
{
	return (union record){
		.check = {
			.head = {
				.kind = kind,
				.size = CAPTRACE_RECORD_SIZE,
				.time_ns = time_ns,
			},
			.who = {
				.tgid = tgid,
				.start_ns = 1000 + tgid,
				.cgroup_id = 7,
			},
		},
	};
}

static void push(struct stream *stream, const union record *record)
{
	assert_int_equal(stream_push(stream, record), 0);
}

static void mark(struct stream *stream, uint64_t time_ns)
{
	const union record record = about(CAPTRACE_MARK, 0, time_ns);

	push(stream, &record);
}

static void checks(struct stream *stream, unsigned int tgid, uint64_t time_ns)
{
	const union record record = about(CAPTRACE_CHECK, tgid, time_ns);

	push(stream, &record);
}

/* What of the text the record itself has no room for. */
static void push_rest(struct stream *stream, const char *text, size_t done)
{
	union record more = { .head = { .kind = CAPTRACE_MORE } };

	for (; done < strlen(text); done += sizeof(more.more.bytes)) {
		memset(more.more.bytes, 0, sizeof(more.more.bytes));
		memcpy(more.more.bytes, text + done,
		       strnlen(text + done, sizeof(more.more.bytes)));
		push(stream, &more);
	}
}

static void execs(struct stream *stream, unsigned int tgid, uint64_t time_ns,
		  const char *path)
{
	union record record = about(CAPTRACE_EXEC, tgid, time_ns);

	memcpy(record.exec.path, path, strnlen(path, sizeof(record.exec.path)));
	record.exec.path_size = strlen(path);
	push(stream, &record);
	push_rest(stream, path, sizeof(record.exec.path));
}

static void is_in_cgroup(struct stream *stream, uint64_t time_ns,
			 const char *path)
{
	union record record = about(CAPTRACE_CGROUP, 1, time_ns);

	memcpy(record.cgroup.path, path,
	       strnlen(path, sizeof(record.cgroup.path)));
	record.cgroup.path_size = strlen(path);
	push(stream, &record);
	push_rest(stream, path, sizeof(record.cgroup.path));
}

static void has_stack(struct stream *stream, uint32_t id, const char *text)
{
	union record record = {
		.stack = {
			.head = { .kind = CAPTRACE_STACK },
			.id = id,
			.text_size = strlen(text),
		},
	};

	memcpy(record.stack.text, text,
	       strnlen(text, sizeof(record.stack.text)));
	push(stream, &record);
	push_rest(stream, text, sizeof(record.stack.text));
}

static struct names expect(struct stream *stream, unsigned int kind,
			   uint64_t time_ns)
{
	const union record *record = stream_pop(stream);
	struct names names;

	assert_non_null(record);
	assert_int_equal(record->head.kind, kind);
	assert_int_equal(record->head.time_ns, time_ns);
	stream_names(stream, record, &names);

	return names;
}

static void expect_exe(struct stream *stream, unsigned int kind,
		       uint64_t time_ns, const char *exe)
{
	struct names names = expect(stream, kind, time_ns);

	if (!exe) {
		assert_null(names.exe);
		return;
	}
	assert_non_null(names.exe);
	assert_string_equal(names.exe, exe);
}

/* Longer than what two records hold. */
static const char *long_path(void)
{
	static char path[301];

	memset(path, 'x', sizeof(path) - 1);
	path[0] = '/';
	return path;
}

static void an_exec_comes_with_all_of_its_path(void **state)
{
	execs(*state, 5, 10, long_path());
	checks(*state, 5, 11);
	mark(*state, 20);
	expect_exe(*state, CAPTRACE_EXEC, 10, long_path());
	expect_exe(*state, CAPTRACE_CHECK, 11, long_path());
	assert_null(stream_pop(*state));
}

static void pieces_of_one_text_do_not_get_into_another(void **state)
{
	char stack[400] = "";

	memset(stack, 's', sizeof(stack) - 1);
	execs(*state, 5, 10, long_path());
	has_stack(*state, 1, stack);
	is_in_cgroup(*state, 10, long_path() + 1);
	checks(*state, 5, 11);
	mark(*state, 20);
	expect_exe(*state, CAPTRACE_EXEC, 10, long_path());
	expect(*state, CAPTRACE_CGROUP, 10);
	assert_string_equal(expect(*state, CAPTRACE_CHECK, 11).cgroup,
			    long_path() + 1);
}

static void a_stack_is_known_before_its_place(void **state)
{
	union record check = about(CAPTRACE_CHECK, 5, 10);
	struct names names;

	check.check.kernel_stack = 1;
	check.check.user_stack = 2;
	push(*state, &check);
	has_stack(*state, 1, "a+0x1/0x2\nb+0x3/0x4");
	has_stack(*state, 2, "/bin/x+0x5");
	check.head.time_ns = 11;
	check.head.cpu = 3;
	push(*state, &check);
	mark(*state, 20);
	names = expect(*state, CAPTRACE_CHECK, 10);
	assert_string_equal(names.kernel_stack, "a+0x1/0x2\nb+0x3/0x4");
	assert_string_equal(names.user_stack, "/bin/x+0x5");
}

static void a_stack_that_was_never_told_is_none(void **state)
{
	union record check = about(CAPTRACE_CHECK, 5, 10);

	check.check.kernel_stack = UINT32_MAX;
	has_stack(*state, UINT32_MAX, "far");
	push(*state, &check);
	mark(*state, 20);
	assert_null(expect(*state, CAPTRACE_CHECK, 10).kernel_stack);
}

static void an_end_still_has_its_program(void **state)
{
	const union record end = about(CAPTRACE_EXIT, 5, 12);

	execs(*state, 5, 10, "/bin/x");
	push(*state, &end);
	checks(*state, 5, 13);
	mark(*state, 20);
	expect_exe(*state, CAPTRACE_EXEC, 10, "/bin/x");
	expect_exe(*state, CAPTRACE_EXIT, 12, "/bin/x");
	expect_exe(*state, CAPTRACE_CHECK, 13, NULL);
}

static void clocks_hold_from_their_time_on(void **state)
{
	union record record = {
		.header = {
			.head = { .kind = CAPTRACE_HEADER },
			.realtime_offset_ns = 1000,
		},
	};

	push(*state, &record);
	checks(*state, 5, 10);
	record = about(CAPTRACE_CLOCK, 0, 11);
	record.clock.realtime_offset_ns = 500;
	push(*state, &record);
	checks(*state, 5, 12);
	mark(*state, 20);
	assert_int_equal(expect(*state, CAPTRACE_CHECK, 10).realtime_offset_ns,
			 1000);
	expect(*state, CAPTRACE_CLOCK, 11);
	assert_int_equal(expect(*state, CAPTRACE_CHECK, 12).realtime_offset_ns,
			 500);
}

static void kinds_of_tomorrow_disturb_nothing(void **state)
{
	const union record record = about(9999, 5, 10);

	execs(*state, 5, 9, "/bin/x");
	push(*state, &record);
	push_rest(*state, long_path(), 0);
	checks(*state, 5, 11);
	mark(*state, 20);
	expect_exe(*state, CAPTRACE_EXEC, 9, "/bin/x");
	expect(*state, 9999, 10);
	expect_exe(*state, CAPTRACE_CHECK, 11, "/bin/x");
}

#define stream_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		stream_test(an_exec_comes_with_all_of_its_path),
		stream_test(pieces_of_one_text_do_not_get_into_another),
		stream_test(a_stack_is_known_before_its_place),
		stream_test(a_stack_that_was_never_told_is_none),
		stream_test(an_end_still_has_its_program),
		stream_test(clocks_hold_from_their_time_on),
		stream_test(kinds_of_tomorrow_disturb_nothing),
	};

	return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
