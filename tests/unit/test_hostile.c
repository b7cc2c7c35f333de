// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "columns.h"
#include "folded.h"
#include "output.h"
#include "sink.h"
#include "terminal.h"
#include "text.h"
#include "unit.h"
#include "utf8.h"

#define ROUNDS	  10000
#define NAME_SIZE 65
#define TEXT_SIZE 65536
#define WIDTH	  60

#define COLUMNS                                                          \
	"comm,exe,cgroup,unit,container,container-id,runtime,image,pod," \
	"kstack,ustack,cap"
#define NR_STRINGS 10

/* What others may have chosen, in the order of COLUMNS. */
struct sample {
	char comm[CAPTRACE_COMM_SIZE + 1];
	char strings[NR_STRINGS][NAME_SIZE];
};

/* A file that holds the lines of the last record only. */
struct fixture {
	int fd;
	struct output *output;
	char text[TEXT_SIZE];
	char seen[TEXT_SIZE];
};

/* Bytes that are likely to do harm, and others. */
static size_t put_some(char *to)
{
	static const char *const bad[] = {
		"\033[31m",
		"\033]0;x\a",
		"\n",
		"\n\n",
		"\t",
		"\r",
		"\\",
		"\\n",
		"\\x41",
		"\x7f",
		"\xc2\x85",
		"\302\2331m",
		"\u202e",
		"\u2028",
		"\ufeff",
		"\u00e9",
		"\u4e2d",
		"e\u0301",
		"\U0001f600",
		"\xc3",
		"\xed\xa0\x80",
		"\xc0\xaf",
		"\xf4\x90\x80",
		"\x9b",
		";",
		" ",
		"+0x1/0x2",
		"'\"<>&%",
	};
	const char *text;

	switch (random() % 4) {
	case 0:
		text = bad[random() % ARRAY_SIZE(bad)];
		strcpy(to, text);
		return strlen(text);
	case 1:
		*to = 1 + random() % 255;
		return 1;
	default:
		*to = 'a' + random() % 26;
		return 1;
	}
}

static void make_string(char *to, size_t size)
{
	size_t wanted = random() % size;
	char some[16];
	size_t at = 0;
	size_t taken;

	while (at < wanted) {
		taken = put_some(some);
		if (taken > wanted - at)
			taken = wanted - at;
		memcpy(to + at, some, taken);
		at += taken;
	}
	to[at] = '\0';
}

static void make_sample(struct sample *sample)
{
	size_t i;

	make_string(sample->comm, sizeof(sample->comm));
	for (i = 0; i < NR_STRINGS; i++)
		make_string(sample->strings[i], NAME_SIZE);
}

static struct names names_of(const struct sample *sample)
{
	return (struct names){
		.exe = sample->strings[0],
		.cgroup = sample->strings[1],
		.unit = sample->strings[2],
		.container = sample->strings[3],
		.container_id = sample->strings[4],
		.runtime = sample->strings[5],
		.image = sample->strings[6],
		.pod = sample->strings[7],
		.kernel_stack = sample->strings[8],
		.user_stack = sample->strings[9],
	};
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	*state = fixture;
	srandom(1);

	return fixture->fd < 0 || output_attach(&fixture->output, fixture->fd);
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	output_close(fixture->output);
	close(fixture->fd);
	free(fixture);

	return 0;
}

/* The lines, as a string. */
static char *show(struct fixture *fixture, struct sink *sink,
		  const struct sample *sample)
{
	union record record = { .head = { .kind = CAPTRACE_CHECK } };
	const struct names names = names_of(sample);
	ssize_t size;

	memcpy(record.check.who.comm, sample->comm, CAPTRACE_COMM_SIZE);
	assert_int_equal(ftruncate(fixture->fd, 0), 0);
	assert_int_equal(lseek(fixture->fd, 0, SEEK_SET), 0);
	assert_int_equal(sink->record(sink, &record, &names), 0);
	if (sink->end)
		assert_int_equal(sink->end(sink), 0);
	assert_int_equal(sink->flush(sink), 0);
	size = pread(fixture->fd, fixture->text, TEXT_SIZE - 1, 0);
	assert_in_range(size, 1, TEXT_SIZE - 2);
	fixture->text[size] = '\0';
	assert_int_equal(strlen(fixture->text), size);

	return fixture->text;
}

/* UTF-8 all through, and nothing that a terminal would obey. */
static void expect_harmless(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	uint32_t character;
	size_t size;

	for (; *at; at += size) {
		size = 1;
		if (*at < 0x80) {
			assert_true(*at >= ' ' || *at == '\t' || *at == '\n');
			assert_int_not_equal(*at, 0x7f);
			continue;
		}
		size = utf8_decode(&character, at, strlen((const char *)at));
		assert_in_range(size, 2, 4);
		assert_true(character >= 0xa0);
	}
}

static unsigned int hex_digit(char digit)
{
	return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/* Undoes an escape, on which *@from is.  Gives the byte. */
static char decode_one(const char **from)
{
	const char *at = *from;

	*from += 2;
	switch (at[1]) {
	case 'x':
		*from += 2;
		return hex_digit(at[2]) << 4 | hex_digit(at[3]);
	case 'n':
		return '\n';
	case 't':
		return '\t';
	default:
		assert_int_equal(at[1], '\\');
		return '\\';
	}
}

/* Moves behind the field.  A ';' that parts frames was a newline. */
static void expect_field(const char **line, const char *expected,
			 bool has_frames)
{
	while (**line != '\t' && **line != '\n') {
		assert_int_not_equal(*expected, '\0');
		if (**line == '\\') {
			assert_true(decode_one(line) == *expected++);
			continue;
		}
		assert_true((has_frames && **line == ';' ? '\n' : **line) ==
			    *expected++);
		(*line)++;
	}
	/* One newline at the end begins no frame. */
	expected += has_frames && *expected == '\n';
	assert_string_equal(expected, "");
	(*line)++;
}

static void expect_frames(const char **line, const char *stack)
{
	char frame[NAME_SIZE];
	size_t size;

	while (*stack) {
		size = strcspn(stack, "\n");
		memcpy(frame, stack, size);
		frame[size] = '\0';
		stack += size + !!stack[size];
		assert_int_equal(*(*line)++, '\t');
		expect_field(line, frame, false);
	}
}

static void each_name_stays_in_its_field(void **state)
{
	struct fixture *fixture = *state;
	struct columns columns;
	const struct text_options options = { .columns = &columns };
	struct sample sample;
	struct sink *sink;
	const char *line;
	size_t i;
	int round;

	assert_int_equal(columns_parse(COLUMNS, &columns, NULL, NULL), 0);
	assert_int_equal(text_create(&sink, fixture->output, &options), 0);
	for (round = 0; round < ROUNDS; round++) {
		make_sample(&sample);
		line = show(fixture, sink, &sample);
		expect_harmless(line);
		expect_field(&line, sample.comm, false);
		for (i = 0; i < NR_STRINGS; i++)
			expect_field(&line, sample.strings[i], i >= 8);
		assert_string_equal(line, "CAP_CHOWN\n");
	}
	sink->destroy(sink);
}

static void each_frame_stays_in_its_line(void **state)
{
	const struct text_options options = {
		.kernel_stack = true,
		.user_stack = true,
	};
	struct fixture *fixture = *state;
	struct sample sample;
	struct sink *sink;
	const char *line;
	int round;

	assert_int_equal(text_create(&sink, fixture->output, &options), 0);
	for (round = 0; round < ROUNDS; round++) {
		make_sample(&sample);
		line = show(fixture, sink, &sample);
		expect_harmless(line);
		line = strchr(line, '\n') + 1;
		expect_frames(&line, sample.strings[8]);
		expect_frames(&line, sample.strings[9]);
		assert_string_equal(line, "");
	}
	sink->destroy(sink);
}

/* Columns of a line, where no colour is. */
static unsigned int width_of(const char *line)
{
	const unsigned char *at = (const unsigned char *)line;
	unsigned int width = 0;
	uint32_t character;
	size_t size;

	for (; *at != '\n'; at += size) {
		size = utf8_decode(&character, at, strlen((const char *)at));
		if (size) {
			width += terminal_columns(character);
			continue;
		}
		size = 1;
		width += *at == '\t' ? 8 - width % 8 : 1;
	}

	return width;
}

static int open_terminal(struct terminal *terminal)
{
	const struct winsize size = { .ws_row = 24, .ws_col = WIDTH };
	int end = posix_openpt(O_RDWR | O_NOCTTY);

	assert_true(end >= 0);
	assert_int_equal(ioctl(end, TIOCSWINSZ, &size), 0);
	setenv("NO_COLOR", "1", 1);
	assert_true(terminal_attach(terminal, end));

	return end;
}

static size_t count_frames(const char *stack)
{
	size_t nr = 0;

	for (; *stack; nr++) {
		stack += strcspn(stack, "\n");
		stack += !!*stack;
	}

	return nr;
}

static void no_line_is_wider_than_the_terminal(void **state)
{
	struct fixture *fixture = *state;
	struct terminal terminal;
	const struct text_options options = {
		.terminal = &terminal,
		.kernel_stack = true,
		.user_stack = true,
	};
	int end = open_terminal(&terminal);
	struct sample sample;
	struct sink *sink;
	const char *line;
	size_t nr;
	int round;

	assert_int_equal(text_create(&sink, fixture->output, &options), 0);
	for (round = 0; round < ROUNDS; round++) {
		make_sample(&sample);
		line = show(fixture, sink, &sample);
		expect_harmless(line);
		nr = 1 + count_frames(sample.strings[8]) +
		     count_frames(sample.strings[9]);
		for (; *line; line = strchr(line, '\n') + 1, nr--)
			assert_in_range(width_of(line), 0, WIDTH);
		assert_int_equal(nr, 0);
	}
	sink->destroy(sink);
	close(end);
}

/* As flamegraph.pl takes it apart. */
static void a_folded_line_has_one_count(void **state)
{
	const struct folded_options options = {
		.kernel_stack = true,
		.user_stack = true,
	};
	struct fixture *fixture = *state;
	struct sample sample;
	struct sink *sink;
	const char *line;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		make_sample(&sample);
		assert_int_equal(
			folded_create(&sink, fixture->output, &options), 0);
		line = show(fixture, sink, &sample);
		sink->destroy(sink);
		expect_harmless(line);
		assert_null(strchr(line, '\t'));
		assert_string_equal(strchr(line, ' '), " 1\n");
	}
}

#define hostile_test(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		hostile_test(each_name_stays_in_its_field),
		hostile_test(each_frame_stays_in_its_line),
		hostile_test(no_line_is_wider_than_the_terminal),
		hostile_test(a_folded_line_has_one_count),
	};

	return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
