// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls itself names that could fool a terminal, a parser or a reader of UTF-8.
 *
 *	hostile COUNT FILE
 *
 * COUNT names, the same in every run, with one check of CAP_SYS_ADMIN under
 * each.  They are in FILE in that order, a NUL behind each.  The first 255 are
 * all that a single byte can be.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NAME_SIZE 16

/* clang-format off */
static const char *const pieces[] = {
	/* to a terminal */
	"\033[31m", "\033[2J", "\033]0;x\007", "\033c", "\033", "\23331m",
	"\n", "\t", "\r\n", "\b\b", "\v", "\f", "\177",
	/* to a parser */
	"\\", "\\n", "\\x41", "\\\\", "\"", "\\u0000", "'}", " ", "%s%n", "/",
	"a", "captrace",
	/* C1: CSI, next line */
	"\302\233", "\302\205",
	/* separators of lines and paragraphs, and what does not show */
	"\342\200\250", "\342\200\251", "\342\200\256", "\342\200\213",
	"\302\255", "\357\273\277", "\363\240\201\201",
	/* fine: of two, three and four bytes, and U+FFFD itself */
	"\303\251", "\342\202\254", "\360\237\230\200", "\357\277\275",
	/* no UTF-8: surrogates, longer than need be, too large, halves */
	"\355\240\200", "\355\277\277", "\355\240\275\355\270\200", "\300\200",
	"\300\256", "\340\200\257", "\360\200\200\257", "\364\220\200\200",
	"\370\210\200\200\200", "\302", "\342\200", "\360\237\230", "\200",
	"\376", "\377",
};

/* clang-format on */

static uint32_t next(void)
{
	static uint64_t state = 1;

	/* The constants are Knuth's. */
	state = state * 6364136223846793005u + 1442695040888963407u;
	return state >> 33;
}

/* Pieces as long as they fit, cut at the end, or else any bytes. */
static void make_name(char name[NAME_SIZE])
{
	size_t wanted = next() % NAME_SIZE;
	size_t size = 0, i;
	const char *piece;

	while (size < wanted) {
		i = next() % (2 * sizeof(pieces) / sizeof(pieces[0]));
		if (i >= sizeof(pieces) / sizeof(pieces[0])) {
			name[size++] = 1 + next() % 255;
			continue;
		}
		for (piece = pieces[i]; *piece && size < wanted; piece++)
			name[size++] = *piece;
	}
	name[size] = '\0';
}

int main(int argc, char *argv[])
{
	char name[NAME_SIZE];
	unsigned long i;
	FILE *file;

	if (argc != 3)
		errx(2, "see the top of hostile.c");
	file = fopen(argv[2], "w");
	if (!file)
		err(2, "%s", argv[2]);

	for (i = 1; i <= strtoul(argv[1], NULL, 0); i++) {
		make_name(name);
		if (i < 256)
			memcpy(name, (char[]){ i, '\0' }, 2);
		if (prctl(PR_SET_NAME, name))
			err(2, "PR_SET_NAME");
		/* A name of negative length: the check, then EINVAL */
		syscall(SYS_sethostname, NULL, -1);
		fwrite(name, strlen(name) + 1, 1, file);
	}
	if (fclose(file))
		err(2, "%s", argv[2]);

	return 0;
}
