// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <poll.h>

#include "ready.h"

int ready_wait(int records, int signals, int to, int timeout_ms)
{
	struct pollfd fds[] = {
		{ .fd = records, .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
		{ .fd = to },
	};

	if (poll(fds, 3, timeout_ms) < 0)
		return errno == EINTR ? 0 : -errno;

	return (fds[0].revents ? READY_RECORDS : 0) |
	       (fds[1].revents ? READY_SIGNALS : 0) |
	       (fds[2].revents & (POLLERR | POLLHUP) ? READY_CLOSED : 0);
}
