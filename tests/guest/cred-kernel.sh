#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What threads of the kernel check is hidden and counted, and -v shows it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

modprobe tun || skip "no module that makes a device node"

# The node of a device is made by kdevtmpfs.
make_node()
{
	modprobe -r tun
	start_captrace "$@" -c mknod 2>"$tmp/err"
	modprobe tun
	wait_for 10 test -e /dev/net/tun || fail "no node"
	stop_captrace
}

make_node -o "$tmp/default"
expect_count "$tmp/default" . 0
expect_line "$tmp/err" '^captrace: 1 check hidden \(1 kernel\)'

make_node -v --columns exe,cap,verdict,syscall,cred,class -o "$tmp/all"
expect_lines "$tmp/all" <<END
kdevtmpfs CAP_MKNOD granted - kernel kernel
END
