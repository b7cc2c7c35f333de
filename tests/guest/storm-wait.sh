#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --wait misses nothing of a control group that comes in the middle of a storm.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

cgroup=/sys/fs/cgroup/captrace-late
start_captrace --strict --buffer 65536 --wait --cgroup $cgroup -c sys_admin \
	--columns pid,exe -o "$tmp/out"
storm -n 6000 -x 200 &
storm=$!
grown()
{
	[ "$(cat /proc/sys/kernel/ns_last_pid)" -gt $((storm + 1500)) ]
}
wait_for 30 grown || fail "no storm"
mkdir $cgroup
sh -c "echo 0 >$cgroup/cgroup.procs; exec storm -n 4000 -x 200"
wait $storm
stop_captrace
expect_status $? 0
rmdir $cgroup
expect_count "$tmp/out" . 4000
[ "$(cut -f 1 "$tmp/out" | sort -u | wc -l)" -eq 4000 ] ||
	fail "not one in each process"
