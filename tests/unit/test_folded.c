// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folded.h"
#include "output.h"
#include "sink.h"
#include "unit.h"

#define TEXT_SIZE (1 << 20)

#define KERNEL "cap_capable+0x1/0x2\nns_capable+0x3/0x4 [overlay]\n[unknown]"
#define USER   "/lib/libc.so.6+0x10\n/bin/a b+0x20"

struct fixture {
	int fd;
	struct output *output;
	struct sink *sink;
	char *text;
};

static int set_up_with(void **state, bool kernel_stack, bool user_stack)
{
	const struct folded_options options = {
		.kernel_stack = kernel_stack,
		.user_stack = user_stack,
	};
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->text = malloc(TEXT_SIZE);
	fixture->fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	*state = fixture;

	return fixture->fd < 0 ||
	       output_attach(&fixture->output, fixture->fd) ||
	       folded_create(&fixture->sink, fixture->output, &options);
}

static int set_up(void **state)
{
	return set_up_with(state, true, true);
}

static int set_up_kernel(void **state)
{
	return set_up_with(state, true, false);
}

static int set_up_user(void **state)
{
	return set_up_with(state, false, true);
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	fixture->sink->destroy(fixture->sink);
	output_close(fixture->output);
	close(fixture->fd);
	free(fixture->text);
	free(fixture);

	return 0;
}

static void see(struct fixture *fixture, unsigned int cap,
		const struct names *names)
{
	const union record record = {
		.check = {
			.head = { .kind = CAPTRACE_CHECK },
			.who = { .comm = "co;mm x" },
			.cap = cap,
		},
	};

	assert_int_equal(fixture->sink->record(fixture->sink, &record, names),
			 0);
}

static const char *end(struct fixture *fixture)
{
	struct sink *sink = fixture->sink;
	ssize_t size;

	assert_int_equal(sink->flush(sink), 0);
	assert_int_equal(lseek(fixture->fd, 0, SEEK_END), 0);
	assert_int_equal(sink->end(sink), 0);
	assert_int_equal(sink->flush(sink), 0);
	size = pread(fixture->fd, fixture->text, TEXT_SIZE - 1, 0);
	assert_true(size >= 0);
	fixture->text[size] = '\0';

	return fixture->text;
}

static const struct names both = {
	.exe = "/bin/a",
	.kernel_stack = KERNEL,
	.user_stack = USER,
};

static void the_outermost_comes_first(void **state)
{
	see(*state, 21, &both);
	assert_string_equal(end(*state),
			    "/bin/a;/bin/a_b+0x20;/lib/libc.so.6+0x10;"
			    "[unknown]_[k];ns_capable_[k];cap_capable_[k];"
			    "CAP_SYS_ADMIN 1\n");
}

static void only_what_is_wanted_is_told_apart(void **state)
{
	struct names names = both;

	see(*state, 21, &names);
	names.user_stack = "/other+0x1";
	see(*state, 21, &names);
	assert_string_equal(end(*state), "/bin/a;[unknown]_[k];ns_capable_[k];"
					 "cap_capable_[k];CAP_SYS_ADMIN 2\n");
}

static void the_program_alone_will_do(void **state)
{
	see(*state, 21, &both);
	assert_string_equal(end(*state), "/bin/a;/bin/a_b+0x20;"
					 "/lib/libc.so.6+0x10;"
					 "CAP_SYS_ADMIN 1\n");
}

static void the_same_is_counted_and_all_is_sorted(void **state)
{
	const struct names b = { .exe = "/b" }, a = { .exe = "/a" };
	int i;

	for (i = 0; i < 12; i++)
		see(*state, 1, &b);
	see(*state, 0, &b);
	see(*state, 1, &a);
	assert_string_equal(end(*state), "/a;CAP_DAC_OVERRIDE 1\n"
					 "/b;CAP_CHOWN 1\n"
					 "/b;CAP_DAC_OVERRIDE 12\n");
}

static void names_cannot_break_a_line(void **state)
{
	const struct names names = {
		.exe = "/a;b c\nd\t\x1b\xff\u202e",
		.user_stack = "\n/x;y z+0x1",
	};

	see(*state, 1, &(struct names){ NULL });
	see(*state, 1, &names);
	assert_string_equal(end(*state),
			    "/a:b_c\\nd\\t\\x1b\\xff\\xe2\\x80\\xae;"
			    "/x:y_z+0x1;CAP_DAC_OVERRIDE 1\n"
			    "co:mm_x;CAP_DAC_OVERRIDE 1\n");
}

static void the_longest_frames_have_room(void **state)
{
	char stack[2001];
	struct names names = { .kernel_stack = stack, .user_stack = stack };
	size_t i;

	for (i = 0; i < sizeof(stack) - 1; i++)
		stack[i] = i % 2 ? '\n' : '\x01';
	stack[i] = '\0';
	see(*state, 1, &names);
	memset(stack, '\x01', sizeof(stack) - 1);
	see(*state, 1, &names);
	end(*state);
}

static void other_records_do_not_count(void **state)
{
	struct fixture *fixture = *state;
	const union record record = { .head = { .kind = CAPTRACE_EXIT } };

	assert_int_equal(fixture->sink->record(fixture->sink, &record, &both),
			 0);
	assert_string_equal(end(fixture), "");
}

static void many_are_counted_apart(void **state)
{
	char exe[32];
	const struct names names = { .exe = exe };
	const char *line;
	int round, i;

	for (round = 0; round < 2; round++) {
		for (i = 0; i < 5000; i++) {
			snprintf(exe, sizeof(exe), "/bin/%04d", i);
			see(*state, 1, &names);
		}
	}
	line = end(*state);
	for (i = 0; i < 5000; i++) {
		snprintf(exe, sizeof(exe), "/bin/%04d;", i);
		assert_memory_equal(line, exe, strlen(exe));
		line = strchr(line, ' ');
		assert_memory_equal(line, " 2\n", 3);
		line += 3;
	}
	assert_int_equal(*line, '\0');
}

#define folded_test(name, set_up) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		folded_test(the_outermost_comes_first, set_up),
		folded_test(only_what_is_wanted_is_told_apart, set_up_kernel),
		folded_test(the_program_alone_will_do, set_up_user),
		folded_test(the_same_is_counted_and_all_is_sorted, set_up),
		folded_test(names_cannot_break_a_line, set_up),
		folded_test(the_longest_frames_have_room, set_up),
		folded_test(other_records_do_not_count, set_up),
		folded_test(many_are_counted_apart, set_up),
	};

	return cmocka_run_group_tests_name("folded", tests, NULL, NULL);
}
