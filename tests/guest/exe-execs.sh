#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A check belongs to the program that makes it, also when a process executes one
# after the other.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace --columns exe,cap,syscall -o "$tmp/out" \
	nice -n -1 chroot / "$(command -v checks)"
expect_lines "$tmp/out" <<END
$(command -v nice) CAP_SYS_NICE setpriority
$(command -v chroot) CAP_SYS_CHROOT chroot
$(command -v checks) CAP_SYS_ADMIN sethostname
END
