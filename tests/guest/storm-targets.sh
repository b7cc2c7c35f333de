#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --cgroup and --uid show exactly theirs of 10,000 short-lived processes.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

cgroup=/sys/fs/cgroup/captrace-storm
mkdir $cgroup
start_captrace --strict --buffer 65536 --cgroup $cgroup -c sys_admin \
	--columns pid,cap,verdict -o "$tmp/cgroup"
first_pid=$captrace_pid
start_captrace --strict --buffer 65536 --uid daemon -c sys_admin \
	--columns pid,cap,verdict -o "$tmp/uid"

sh -c "echo 0 >$cgroup/cgroup.procs; exec storm -n 3000 -x 200" &
one=$!
setpriv --reuid=1 --clear-groups storm -n 3000 -x 200 &
two=$!
storm -n 4000 -x 200 &
wait $one $two $!
stop_captrace
expect_status $? 0
captrace_pid=$first_pid
stop_captrace
expect_status $? 0
rmdir $cgroup
for file in cgroup uid; do
	expect_count "$tmp/$file" . 3000
	[ "$(cut -f 1 "$tmp/$file" | sort -u | wc -l)" -eq 3000 ] ||
		fail "$file: not one in each process"
done
expect_count "$tmp/cgroup" granted 3000
expect_count "$tmp/uid" denied 3000
