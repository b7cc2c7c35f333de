// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a recording that has its end.
 *
 *	record >FILE
 *
 * Copies /dev/captrace to stdout until SIGTERM, then what is left.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/captrace.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int device;

/* Once stopped, read() gives what is left, then 0. */
static void stop(int unused)
{
	(void)unused;
	ioctl(device, CAPTRACE_IOC_STOP);
}

static void copy(const char *bytes, size_t size)
{
	while (size) {
		ssize_t written = write(STDOUT_FILENO, bytes, size);

		if (written < 0 && errno != EINTR)
			err(1, "write");
		if (written > 0) {
			bytes += written;
			size -= written;
		}
	}
}

int main(void)
{
	static char buffer[512 * CAPTRACE_RECORD_SIZE];
	ssize_t size;

	device = open("/dev/captrace", O_RDWR | O_CLOEXEC);
	if (device < 0)
		err(1, "/dev/captrace");
	if (ioctl(device, CAPTRACE_IOC_START))
		err(1, "START");
	signal(SIGTERM, stop);

	while ((size = read(device, buffer, sizeof(buffer)))) {
		if (size > 0)
			copy(buffer, size);
		else if (errno != EINTR)
			err(1, "read");
	}

	return 0;
}
