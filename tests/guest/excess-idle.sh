#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --excess looks at processes that only wait: by pid, tree, control group.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs setpriv

mkfifo "$tmp/fifo"
cgroup=/sys/fs/cgroup/captrace-idle
mkdir -p "$cgroup/below" || skip "no cgroup v2"

setpriv --bounding-set=-all,+chown,+kill checks -w "$tmp/fifo" &
idle=$!
await_held $idle
echo $idle >"$cgroup/below/cgroup.procs"
bounding=$(sed -n 's/^CapBnd:	//p' "/proc/$idle/status")
[ "$bounding" = 0000000000000021 ] || fail "it holds $bounding"

# look WHAT...
look()
{
	start_captrace --excess "$@" -o "$tmp/out"
	stop_captrace
	expect_status $? 0
	expect_line "$tmp/out" '^bounding +2 +0  all$'
	expect_line "$tmp/out" '^ambient +0 +0  -$'
}

look -p $idle
look --tree $idle
look --cgroup /captrace-idle
release "$tmp/fifo"
wait $idle
rmdir $cgroup/below $cgroup
