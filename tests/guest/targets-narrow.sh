#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Targets of one kind are alternatives, and kinds narrow each other.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

chmod 755 "$tmp"
mkfifo -m 666 "$tmp/go"
cgroup=/sys/fs/cgroup/captrace-narrow
mkdir $cgroup
checks -n 2 -w "$tmp/go" &
one=$!
setpriv --reuid=1 --regid=1 --clear-groups checks -n 3 -w "$tmp/go" &
two=$!
setpriv --reuid=2 --regid=2 --clear-groups checks -n 4 -w "$tmp/go" &
three=$!
await_held $one $two $three
echo $one >$cgroup/cgroup.procs
echo $two >$cgroup/cgroup.procs

# running OPTION...: the pids of these sessions, in $running.
running=
start_narrow()
{
	file=$1
	shift
	start_captrace "$@" --columns pid,cap -o "$tmp/$file"
	running="$running $captrace_pid"
}

start_narrow pids -p $one,$three
start_narrow uids -p $one,$three --uid 0,1
start_narrow cgroup --cgroup $cgroup --uid 1,2
start_narrow none -p $one --uid 1
release "$tmp/go"
wait $one $two $three
for captrace_pid in $running; do
	kill -TERM "$captrace_pid" 2>/dev/null
	wait "$captrace_pid"
done
rmdir $cgroup
expect_count "$tmp/pids" . 6
expect_count "$tmp/uids" . 2
expect_count "$tmp/uids" "^$one	" 2
expect_count "$tmp/cgroup" . 3
expect_count "$tmp/cgroup" "^$two	" 3
expect_count "$tmp/none" . 0
