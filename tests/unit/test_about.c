// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <seccomp.h>
#include <sys/capability.h>

#include "about.h"
#include "caps.h"
#include "facts.h"
#include "output.h"
#include "unit.h"

#define LINES_MAX 12

/* What was written, as a string to be freed. */
static char *written_by(int (*put)(struct output *output, uint64_t caps),
			uint64_t caps)
{
	char path[] = "/tmp/captrace-unit-XXXXXX";
	int fd = mkstemp(path);
	struct output *output;
	char *text;
	off_t size;

	assert_true(fd >= 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(output_attach(&output, fd), 0);
	assert_int_equal(put(output, caps), 0);
	assert_int_equal(output_flush(output), 0);
	assert_int_equal(output_close(output), 0);
	size = lseek(fd, 0, SEEK_END);
	text = calloc(1, size + 1);
	assert_int_equal(pread(fd, text, size, 0), size);
	close(fd);

	return text;
}

static int list(struct output *output, uint64_t caps)
{
	(void)caps;
	return about_list(output, NULL);
}

static uint64_t mask_of(const char *word, size_t size)
{
	char *list_of_one = strndup(word, size);
	struct caps caps = { .mask = 0 };
	const char *bad;

	assert_int_equal(caps_choose(&caps, list_of_one, 0, &bad), 0);
	free(list_of_one);

	return caps.mask;
}

/* The next word of a list with spaces between, or NULL. */
static const char *next_word(const char **words, size_t *size)
{
	const char *word = *words + strspn(*words, " ");

	*size = strcspn(word, " ");
	*words = word + *size;

	return *size ? word : NULL;
}

/* Those that do for a part of @cap, for a part of one of them, and so on. */
static uint64_t narrower_than(unsigned int cap, unsigned int depth)
{
	const char *words = facts_of(cap)->narrower;
	uint64_t all = 0;
	const char *word;
	uint64_t mask;
	size_t size;

	assert_true(depth < CAPS_NR);
	while (words && (word = next_word(&words, &size))) {
		mask = mask_of(word, size);
		all |= mask | narrower_than(__builtin_ctzll(mask), depth + 1);
	}

	return all;
}

static void every_capability_is_there_under_its_name(void **state)
{
	char buf[CAPS_NAME_SIZE];
	unsigned int cap;

	(void)state;
	for (cap = 0; facts_of(cap); cap++)
		assert_string_equal(facts_of(cap)->name, caps_name(cap, buf));
	assert_true(cap > CAP_LAST_CAP);
	assert_true(about_known() == (1ull << cap) - 1);
	assert_null(facts_of(CAPS_NR));
	assert_null(facts_of(UINT32_MAX));
}

static void is_a_phrase(const char *text)
{
	assert_non_null(text);
	assert_true(*text);
	assert_null(strpbrk(text, "\t\n\""));
	assert_null(strstr(text, "  "));
	assert_null(strstr(text, ". "));
	assert_null(strchr(" .;,:", text[strlen(text) - 1]));
	assert_null(strchr(" .;,:", text[0]));
}

static void every_member_is_there(void **state)
{
	const struct fact *fact;
	unsigned int cap;

	(void)state;
	for (cap = 0; (fact = facts_of(cap)); cap++) {
		is_a_phrase(fact->since);
		is_a_phrase(fact->allows);
		assert_true(strlen(fact->allows) <= 50);
		is_a_phrase(fact->why);
		is_a_phrase(fact->calls);
		is_a_phrase(facts_risk(fact->risk));
		if (fact->details)
			is_a_phrase(fact->details);
		if (fact->instead)
			is_a_phrase(fact->instead);
	}
}

/* Of any architecture: not each has each. */
static void the_system_calls_exist(void **state)
{
	const char *words;
	const char *word;
	unsigned int cap;
	size_t size;
	char *name;

	(void)state;
	for (cap = 0; facts_of(cap); cap++) {
		words = facts_of(cap)->calls;
		while ((word = next_word(&words, &size))) {
			name = strndup(word, size);
			assert_int_not_equal(seccomp_syscall_resolve_name(name),
					     __NR_SCMP_ERROR);
			free(name);
		}
	}
}

static void narrower_ones_exist_and_never_come_back(void **state)
{
	unsigned int cap;

	(void)state;
	for (cap = 0; facts_of(cap); cap++)
		assert_false(narrower_than(cap, 0) >> cap & 1);
	/* What has been split off from it. */
	assert_true(narrower_than(CAP_SYS_ADMIN, 0) ==
		    (mask_of("syslog", 6) | mask_of("perfmon", 7) |
		     mask_of("bpf", 3) | mask_of("checkpoint_restore", 18)));
}

static void what_is_narrower_is_no_greater_risk(void **state)
{
	unsigned int other;
	unsigned int cap;

	(void)state;
	for (cap = 0; facts_of(cap); cap++) {
		for (other = 0; facts_of(other); other++) {
			if (narrower_than(cap, 0) >> other & 1)
				assert_true(facts_of(other)->risk <=
					    facts_of(cap)->risk);
		}
	}
}

static void lines_fit(const char *text)
{
	unsigned int nr = 0;
	size_t size;

	for (; *text; text += size + 1) {
		size = strcspn(text, "\n");
		assert_true(size <= 80);
		assert_int_equal(text[size], '\n');
		assert_int_not_equal(text[size - 1], ' ');
		nr++;
	}
	assert_true(nr >= 4);
	assert_true(nr <= LINES_MAX);
}

static void each_fits_on_a_few_lines(void **state)
{
	unsigned int cap;
	char *text;

	(void)state;
	for (cap = 0; facts_of(cap); cap++) {
		text = written_by(about_put, 1ull << cap);
		lines_fit(text);
		free(text);
	}
}

/* One space for all spaces and newlines between words. */
static void join_lines(char *text)
{
	char *to = text;
	size_t size;

	while (*text) {
		size = strspn(text, "\n ");
		*to++ = size ? ' ' : *text;
		text += size ? size : 1;
	}
	*to = '\0';
}

static void nothing_is_left_out(void **state)
{
	const struct fact *fact;
	unsigned int cap;
	char *text;

	(void)state;
	for (cap = 0; (fact = facts_of(cap)); cap++) {
		text = written_by(about_put, 1ull << cap);
		join_lines(text);
		assert_non_null(strstr(text, fact->name));
		assert_non_null(strstr(text, fact->allows));
		assert_non_null(strstr(text, facts_risk(fact->risk)));
		assert_non_null(strstr(text, fact->why));
		assert_non_null(strstr(text, fact->calls));
		assert_non_null(strstr(text, fact->details ?: ""));
		assert_non_null(strstr(text, fact->narrower ?: ""));
		assert_non_null(strstr(text, fact->instead ?: ""));
		free(text);
	}
}

static void one_reads_like_this(void **state)
{
	char *text = written_by(about_put, 1ull << CAP_SYSLOG);

	(void)state;
	assert_string_equal(
		text,
		"CAP_SYSLOG (34, since Linux 2.6.37)\n"
		"allows:   read and clear the log of the kernel; see addresses where\n"
		"          kernel.kptr_restrict is 1\n"
		"risk:     medium: the addresses help to attack the kernel\n"
		"calls:    syslog open openat read\n"
		"instead:  sysctl kernel.dmesg_restrict=0; the journal, for a group that may read\n"
		"          it\n");
	free(text);
}

static void several_have_a_line_between(void **state)
{
	char *text = written_by(about_put,
				1ull << CAP_SYS_TIME | 1ull << CAP_SYSLOG);

	(void)state;
	assert_memory_equal(text, "CAP_SYS_TIME (25, ", 18);
	assert_non_null(strstr(text, "\n\nCAP_SYSLOG (34, "));
	assert_null(strstr(text, "\n\n\n"));
	free(text);
}

static void the_list_has_a_line_for_each(void **state)
{
	char *text = written_by(list, 0);
	char *at = strchr(strchr(text, '\n') + 1, '\n');
	const struct fact *fact;
	char line[100];
	unsigned int cap;

	(void)state;
	assert_memory_equal(text, "capability ", 11);
	for (cap = 0; (fact = facts_of(cap)); cap++) {
		snprintf(line, sizeof(line), "\n%-22s  %-15s  %s\n", fact->name,
			 facts_risk(fact->risk), fact->allows);
		assert_memory_equal(at, line, strlen(line));
		at += strlen(line) - 1;
	}
	assert_string_equal(at, "\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_capability_is_there_under_its_name),
		cmocka_unit_test(every_member_is_there),
		cmocka_unit_test(the_system_calls_exist),
		cmocka_unit_test(narrower_ones_exist_and_never_come_back),
		cmocka_unit_test(what_is_narrower_is_no_greater_risk),
		cmocka_unit_test(each_fits_on_a_few_lines),
		cmocka_unit_test(nothing_is_left_out),
		cmocka_unit_test(one_reads_like_this),
		cmocka_unit_test(several_have_a_line_between),
		cmocka_unit_test(the_list_has_a_line_for_each),
	};

	return cmocka_run_group_tests_name("about", tests, NULL, NULL);
}
