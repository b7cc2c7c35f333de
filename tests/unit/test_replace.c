// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"
#include "unit.h"

#define NOBODY 65534

/* A directory of its own to work in. */
struct fixture {
	char directory[64];
	int before;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	strcpy(fixture->directory, "/tmp/captrace-unit-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	fixture->before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(fixture->before >= 0);
	assert_int_equal(chdir(fixture->directory), 0);
	*state = fixture;

	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", fixture->directory);
	assert_int_equal(fchdir(fixture->before), 0);
	close(fixture->before);
	assert_int_equal(system(command), 0);
	free(fixture);

	return 0;
}

static void has(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void holds(const char *path, const char *text)
{
	char known[256];
	FILE *file = fopen(path, "re");
	size_t size;

	assert_non_null(file);
	size = fread(known, 1, sizeof(known) - 1, file);
	known[size] = '\0';
	fclose(file);
	assert_string_equal(known, text);
}

static void expect_files(int expected)
{
	DIR *directory = opendir(".");
	const struct dirent *entry;
	int nr = 0;

	while ((entry = readdir(directory)))
		nr += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
	closedir(directory);
	assert_int_equal(nr, expected);
}

static struct stat stat_of(const char *path)
{
	struct stat file;

	assert_int_equal(lstat(path, &file), 0);
	return file;
}

static struct output *begin(const char *path)
{
	struct output *output;

	assert_int_equal(output_open_final(&output, path), 0);
	assert_int_equal(output_begin(output), 0);
	assert_int_equal(output_add(output, "new\n"), 0);
	assert_int_equal(output_flush(output), 0);

	return output;
}

static void finish(struct output *output)
{
	assert_int_equal(output_finish(output), 0);
	assert_int_equal(output_close(output), 0);
}

static void an_old_file_stays_until_all_is_there(void **state)
{
	struct output *output;

	(void)state;
	has("file", "old\n");
	output = begin("file");
	holds("file", "old\n");
	expect_files(1);
	finish(output);
	holds("file", "new\n");
	expect_files(1);
}

static void without_success_all_is_as_before(void **state)
{
	(void)state;
	has("file", "old\n");
	assert_int_equal(output_close(begin("file")), 0);
	holds("file", "old\n");
	assert_int_equal(output_close(begin("none")), 0);
	expect_files(1);
}

static void whoever_reads_the_old_one_reads_on(void **state)
{
	char text[8] = "";
	int fd;

	(void)state;
	has("file", "old\n");
	fd = open("file", O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	finish(begin("file"));
	assert_int_equal(read(fd, text, sizeof(text)), 4);
	assert_string_equal(text, "old\n");
	close(fd);
}

static void without_room_all_is_as_before(void **state)
{
	const struct rlimit none = { .rlim_cur = 2, .rlim_max = RLIM_INFINITY };
	struct rlimit before;
	struct output *output;

	(void)state;
	has("file", "old\n");
	output = begin("file");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	assert_int_equal(output_finish(output), -EFBIG);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(output_close(output), 0);
	holds("file", "old\n");
	expect_files(1);
}

static void a_new_file_is_for_its_owner_alone(void **state)
{
	mode_t mask = umask(0);

	(void)state;
	finish(begin("file"));
	umask(mask);
	assert_int_equal(stat_of("file").st_mode, S_IFREG | 0600);
}

static void an_old_mode_and_owner_stay(void **state)
{
	const bool is_root = !geteuid();

	(void)state;
	has("file", "old\n");
	if (is_root)
		assert_int_equal(chown("file", NOBODY, NOBODY), 0);
	assert_int_equal(chmod("file", 0646), 0);
	finish(begin("file"));
	holds("file", "new\n");
	assert_int_equal(stat_of("file").st_mode, S_IFREG | 0646);
	assert_int_equal(stat_of("file").st_uid, is_root ? NOBODY : geteuid());
}

static void links_stay_and_what_they_name_is_replaced(void **state)
{
	(void)state;
	assert_int_equal(mkdir("there", 0700), 0);
	has("there/file", "old\n");
	assert_int_equal(symlink("file", "there/second"), 0);
	assert_int_equal(symlink("there/second", "first"), 0);
	finish(begin("first"));
	holds("there/file", "new\n");
	assert_true(S_ISLNK(stat_of("first").st_mode));
	assert_true(S_ISLNK(stat_of("there/second").st_mode));
	expect_files(2);
}

static void a_link_may_name_what_is_not_there_yet(void **state)
{
	(void)state;
	assert_int_equal(symlink("file", "link"), 0);
	finish(begin("link"));
	holds("file", "new\n");
	assert_true(S_ISLNK(stat_of("link").st_mode));
}

static void links_in_a_circle_lead_nowhere(void **state)
{
	struct output *output;

	(void)state;
	assert_int_equal(symlink("two", "one"), 0);
	assert_int_equal(symlink("one", "two"), 0);
	assert_int_equal(output_open_final(&output, "one"), -ELOOP);
}

static void what_is_no_file_is_written_to(void **state)
{
	char text[8] = "";
	struct output *output;
	int fd;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	fd = open("fifo", O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	output = begin("fifo");
	assert_int_equal(read(fd, text, sizeof(text)), 4);
	assert_string_equal(text, "new\n");
	finish(output);
	close(fd);
	assert_true(S_ISFIFO(stat_of("fifo").st_mode));
}

static void a_full_device_is_told_of(void **state)
{
	struct output *output;

	(void)state;
	assert_int_equal(output_open_final(&output, "/dev/full"), 0);
	assert_int_equal(output_add(output, "new\n"), 0);
	assert_int_equal(output_flush(output), -ENOSPC);
	assert_int_equal(output_close(output), 0);
	assert_true(S_ISCHR(stat_of("/dev/full").st_mode));
}

/* As /dev/stdout is one. */
static void an_open_file_is_not_replaced(void **state)
{
	char path[64];
	ino_t before;
	int fd;

	(void)state;
	has("file", "old\n");
	before = stat_of("file").st_ino;
	fd = open("file", O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_int_equal(symlink(path, "link"), 0);
	finish(begin("link"));
	close(fd);
	holds("file", "new\n");
	assert_true(stat_of("file").st_ino == before);
}

/* Root may do everything. */
static void become_nobody(void)
{
	if (!geteuid())
		assert_int_equal(seteuid(NOBODY), 0);
}

static void become_root(void)
{
	if (!getuid())
		assert_int_equal(seteuid(0), 0);
}

static void a_file_that_is_read_only_is_not_replaced(void **state)
{
	struct output *output;
	int err;

	(void)state;
	has("file", "old\n");
	assert_int_equal(chmod("file", 0444), 0);
	assert_int_equal(chmod(".", 0777), 0);
	become_nobody();
	err = output_open_final(&output, "file");
	become_root();
	assert_int_equal(err, -EACCES);
	holds("file", "old\n");
}

static void where_no_other_can_be_made_a_file_is_written_to(void **state)
{
	(void)state;
	has("file", "old, and longer\n");
	assert_int_equal(chmod("file", 0666), 0);
	assert_int_equal(chmod(".", 0555), 0);
	become_nobody();
	finish(begin("file"));
	become_root();
	assert_int_equal(chmod(".", 0755), 0);
	holds("file", "new\n");
	expect_files(1);
}

static void what_cannot_be_had_is_told_at_once(void **state)
{
	struct output *output;

	(void)state;
	assert_int_equal(output_open_final(&output, "nowhere/file"), -ENOENT);
	assert_int_equal(output_open_final(&output, "."), -EISDIR);
	assert_int_equal(output_open_final(&output, ""), -ENOENT);
}

#define replace_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		replace_test(an_old_file_stays_until_all_is_there),
		replace_test(without_success_all_is_as_before),
		replace_test(whoever_reads_the_old_one_reads_on),
		replace_test(without_room_all_is_as_before),
		replace_test(a_new_file_is_for_its_owner_alone),
		replace_test(an_old_mode_and_owner_stay),
		replace_test(links_stay_and_what_they_name_is_replaced),
		replace_test(a_link_may_name_what_is_not_there_yet),
		replace_test(links_in_a_circle_lead_nowhere),
		replace_test(what_is_no_file_is_written_to),
		replace_test(a_full_device_is_told_of),
		replace_test(an_open_file_is_not_replaced),
		replace_test(a_file_that_is_read_only_is_not_replaced),
		replace_test(where_no_other_can_be_made_a_file_is_written_to),
		replace_test(what_cannot_be_had_is_told_at_once),
	};

	return cmocka_run_group_tests_name("replace", tests, NULL, NULL);
}
