// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the device refuses: each with otherwise valid input, and with the error
 * that linux/captrace.h names.  Prints what went wrong; exit status 0 if
 * nothing did.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/captrace.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static int failures;

static const struct captrace_filter good_filter = {
	.classes = 1,
	.results = CAPTRACE_RESULT_GRANTED | CAPTRACE_RESULT_DENIED,
	.caps = ~0ull,
};

static void expect(const char *what, int ret, int want)
{
	int got = ret < 0 ? errno : 0;

	if (got == want)
		return;

	printf("%s: %s, not %s\n", what, strerror(got), strerror(want));
	failures++;
}

static int device(void)
{
	int fd = open("/dev/captrace", O_RDWR | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		err(2, "/dev/captrace");

	return fd;
}

static void commands(void)
{
	int fd = device();

	expect("unknown command", ioctl(fd, _IO(0xCA, 99)), ENOTTY);
	expect("command of other size", ioctl(fd, _IOR(0xCA, 0, char[8]), NULL),
	       ENOTTY);
	expect("info to nowhere", ioctl(fd, CAPTRACE_IOC_INFO, NULL), EFAULT);
	expect("filter from nowhere", ioctl(fd, CAPTRACE_IOC_FILTER, NULL),
	       EFAULT);
	expect("pids from nowhere", ioctl(fd, CAPTRACE_IOC_PIDS, NULL), EFAULT);
	expect("stop before start", ioctl(fd, CAPTRACE_IOC_STOP), EINVAL);
	expect("seek", lseek(fd, 0, SEEK_SET), ESPIPE);
	expect("pread", pread(fd, &(char[128]){ 0 }, 128, 0), ESPIPE);
	expect("write", write(fd, "", 1), EINVAL);
	expect("mmap",
	       mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED ?
		       -1 :
		       0,
	       ENODEV);
	close(fd);
}

static void filters(void)
{
	struct captrace_filter filter;
	int fd = device();
	unsigned int i;

#define REFUSE(change)                                                   \
	do {                                                             \
		filter = good_filter;                                    \
		change;                                                  \
		expect(#change, ioctl(fd, CAPTRACE_IOC_FILTER, &filter), \
		       EINVAL);                                          \
	} while (0)

	expect("good filter", ioctl(fd, CAPTRACE_IOC_FILTER, &good_filter), 0);
	for (i = 3; i < 32; i++)
		REFUSE(filter.flags |= 1u << i);
	for (i = CAPTRACE_NR_CLASSES; i < 32; i++)
		REFUSE(filter.classes |= 1u << i);
	for (i = 2; i < 32; i++)
		REFUSE(filter.results |= 1u << i);
	for (i = 7; i < 32; i++)
		REFUSE(filter.events |= 1u << i);
	for (i = 0; i < sizeof(filter.reserved) / sizeof(__u64); i++)
		REFUSE(filter.reserved[i] = 1);
	REFUSE(filter.classes = 0);
	REFUSE(filter.results = 0);
	REFUSE(filter.caps = 0);
#undef REFUSE
	close(fd);
}

static void pids(void)
{
	struct captrace_pids add = { .op = CAPTRACE_PIDS_ADD, .pid = getpid() };
	struct captrace_pids wait = {
		.op = CAPTRACE_PIDS_ADD_AT_EXEC,
		.pid = getpid(),
	};
	struct captrace_pids bad;
	int fd = device();

	bad = add;
	bad.op = 0;
	expect("op 0", ioctl(fd, CAPTRACE_IOC_PIDS, &bad), EINVAL);
	bad.op = CAPTRACE_PIDS_ADD_TREE;
	expect("tree without follow", ioctl(fd, CAPTRACE_IOC_PIDS, &bad),
	       EINVAL);
	bad.op = CAPTRACE_PIDS_ADD_TREE + 1;
	expect("unknown op", ioctl(fd, CAPTRACE_IOC_PIDS, &bad), EINVAL);
	bad = add;
	bad.pid = 0;
	expect("add 0", ioctl(fd, CAPTRACE_IOC_PIDS, &bad), EINVAL);
	bad.pid = -1;
	expect("add -1", ioctl(fd, CAPTRACE_IOC_PIDS, &bad), ESRCH);
	bad.pid = 4194305;
	expect("add a number too large", ioctl(fd, CAPTRACE_IOC_PIDS, &bad),
	       ESRCH);
	bad = add;
	bad.reserved[2] = 1;
	expect("add with reserved", ioctl(fd, CAPTRACE_IOC_PIDS, &bad), EINVAL);
	bad = add;
	bad.op = CAPTRACE_PIDS_CLEAR;
	expect("clear of one", ioctl(fd, CAPTRACE_IOC_PIDS, &bad), EINVAL);
	bad.op = CAPTRACE_PIDS_REMOVE;
	expect("remove what is not there", ioctl(fd, CAPTRACE_IOC_PIDS, &bad),
	       ENOENT);
	expect("add", ioctl(fd, CAPTRACE_IOC_PIDS, &add), 0);
	expect("add again", ioctl(fd, CAPTRACE_IOC_PIDS, &add), 0);
	expect("remove", ioctl(fd, CAPTRACE_IOC_PIDS, &bad), 0);
	expect("wait for exec", ioctl(fd, CAPTRACE_IOC_PIDS, &wait), 0);
	expect("wait for two", ioctl(fd, CAPTRACE_IOC_PIDS, &wait), EBUSY);
	close(fd);
}

static int set_target(int fd, __u32 kind, __u64 value)
{
	struct captrace_target target = { .kind = kind, .value = value };

	return ioctl(fd, CAPTRACE_IOC_TARGET, &target);
}

static void targets(void)
{
	struct captrace_target bad = { .kind = CAPTRACE_TARGET_UID };
	unsigned int i;
	int fd = device();

	expect("kind 0", set_target(fd, 0, 1), EINVAL);
	expect("unknown kind", set_target(fd, CAPTRACE_TARGET_UID + 1, 1),
	       EINVAL);
	expect("uid -1", set_target(fd, CAPTRACE_TARGET_UID, 0xffffffff),
	       EINVAL);
	expect("no such uid", set_target(fd, CAPTRACE_TARGET_UID, 1ull << 32),
	       EINVAL);
	expect("pidns of 0", set_target(fd, CAPTRACE_TARGET_PIDNS, 0), ESRCH);
	expect("pidns of nobody", set_target(fd, CAPTRACE_TARGET_PIDNS, ~0ull),
	       ESRCH);
	expect("userns of nobody",
	       set_target(fd, CAPTRACE_TARGET_USERNS, 4194305), ESRCH);
	bad.reserved0 = 1;
	expect("reserved0", ioctl(fd, CAPTRACE_IOC_TARGET, &bad), EINVAL);
	bad.reserved0 = 0;
	bad.reserved[1] = 1;
	expect("reserved", ioctl(fd, CAPTRACE_IOC_TARGET, &bad), EINVAL);

	for (i = 0; i < CAPTRACE_TARGETS_MAX; i += 2) {
		expect("a pidns", set_target(fd, CAPTRACE_TARGET_PIDNS, 1), 0);
		expect("a userns", set_target(fd, CAPTRACE_TARGET_USERNS, 1),
		       0);
	}
	expect("one too many", set_target(fd, CAPTRACE_TARGET_UID, 0), ENOSPC);
	expect("start", ioctl(fd, CAPTRACE_IOC_START), 0);
	expect("late", set_target(fd, CAPTRACE_TARGET_UID, 0), EBUSY);
	close(fd);
}

static void rings(void)
{
	struct captrace_rings rings = { .records = CAPTRACE_RING_MIN };
	struct captrace_info info;
	int fd = device();

	expect("smallest ring", ioctl(fd, CAPTRACE_IOC_RINGS, &rings), 0);
	rings.records = CAPTRACE_RING_MIN - 1;
	expect("smaller ring", ioctl(fd, CAPTRACE_IOC_RINGS, &rings), EINVAL);
	rings.records = CAPTRACE_RING_MAX + 1;
	expect("larger ring", ioctl(fd, CAPTRACE_IOC_RINGS, &rings), EINVAL);
	rings.records = 1000;
	rings.reserved[0] = 1;
	expect("reserved", ioctl(fd, CAPTRACE_IOC_RINGS, &rings), EINVAL);
	rings.reserved[0] = 0;
	expect("odd ring", ioctl(fd, CAPTRACE_IOC_RINGS, &rings), 0);
	expect("info", ioctl(fd, CAPTRACE_IOC_INFO, &info), 0);
	if (info.ring_records != 1024 || info.abi != CAPTRACE_ABI ||
	    info.record_size != CAPTRACE_RECORD_SIZE) {
		printf("info: ring %u, abi %u, record %u\n", info.ring_records,
		       info.abi, info.record_size);
		failures++;
	}
	close(fd);
}

static void running(void)
{
	struct captrace_pids add = { .op = CAPTRACE_PIDS_ADD, .pid = getpid() };
	struct captrace_rings rings = { .records = 64 };
	int fd = device();

	expect("start", ioctl(fd, CAPTRACE_IOC_START), 0);
	expect("start again", ioctl(fd, CAPTRACE_IOC_START), EBUSY);
	expect("filter late", ioctl(fd, CAPTRACE_IOC_FILTER, &good_filter),
	       EBUSY);
	expect("rings late", ioctl(fd, CAPTRACE_IOC_RINGS, &rings), EBUSY);
	expect("first pid late", ioctl(fd, CAPTRACE_IOC_PIDS, &add), EBUSY);
	expect("stop", ioctl(fd, CAPTRACE_IOC_STOP), 0);
	expect("stop again", ioctl(fd, CAPTRACE_IOC_STOP), EINVAL);
	expect("start after stop", ioctl(fd, CAPTRACE_IOC_START), EBUSY);
	close(fd);
}

/* One record a read, into the last bytes before memory ends. */
static void reads(void)
{
	unsigned char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct captrace_head *head = (void *)(page + 4096 - 128);
	struct pollfd poll_fd = { .events = POLLIN };
	int fd = device();
	ssize_t size;

	munmap(page + 4096, 4096);
	expect("short read", read(fd, page, 127), EINVAL);
	expect("read to nowhere", read(fd, page + 4096, 128), EFAULT);
	expect("stop", ioctl(fd, CAPTRACE_IOC_STOP), 0);

	/* What could not be copied has not gone. */
	size = read(fd, page + 4096 - 128, 256);
	if (size != 128 || head->kind != CAPTRACE_HEADER) {
		printf("after a fault: %zd bytes, kind %u\n", size, head->kind);
		failures++;
	}
	poll_fd.fd = fd;
	while ((size = read(fd, head, 128)) == 128 &&
	       head->kind != CAPTRACE_END)
		if (poll(&poll_fd, 1, 0) != 1) {
			printf("poll sees nothing before the END\n");
			failures++;
			break;
		}
	expect("end of stream", size, 0);
	expect("behind the end", read(fd, head, 128), 0);
	if (poll(&poll_fd, 1, 0) != 1 || !(poll_fd.revents & POLLHUP)) {
		printf("poll behind the END: %#x\n", poll_fd.revents);
		failures++;
	}
	close(fd);
}

static void too_many(void)
{
	struct captrace_info info;
	int fds[256];
	unsigned int i;

	fds[0] = device();
	expect("info", ioctl(fds[0], CAPTRACE_IOC_INFO, &info), 0);
	if (info.max_sessions > 256)
		errx(2, "more sessions than this test has room for");
	for (i = 1; i < info.max_sessions; i++)
		fds[i] = device();
	expect("one session too many", open("/dev/captrace", O_RDWR), EBUSY);
	close(fds[0]);
	fds[0] = device();
	for (i = 0; i < info.max_sessions; i++)
		close(fds[i]);
}

int main(void)
{
	commands();
	filters();
	pids();
	targets();
	rings();
	running();
	reads();
	too_many();

	return failures != 0;
}
