#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --tree shows all descendants that a process has and will have, while those in
# between are born and die all the time.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
# A chain of shells that each leave one behind, for ever orphaned, and others
# that come and go.
cat >"$tmp/work" <<END
depth=\$1
[ \$depth -eq 0 ] || sh $tmp/work \$((depth - 1)) &
(while [ ! -e $tmp/over ]; do (:); done) &
checks -n 2 -w $tmp/go
sh -c 'checks; :'
wait
END
sh "$tmp/work" 4 &
root=$!
all_wait()
{
	pgrep -x checks >"$tmp/pids" && [ "$(wc -l <"$tmp/pids")" -eq 5 ]
}
wait_for 30 all_wait || fail "no tree"
while read -r pid; do
	await_held "$pid"
done <"$tmp/pids"

start_captrace --tree $root --columns pid,comm -c sys_admin -o "$tmp/out"
checks -n 7
release "$tmp/go"
touch "$tmp/over"
wait "$captrace_pid"
expect_status $? 0
expect_count "$tmp/out" . 15
while read -r pid; do
	expect_count "$tmp/out" "^$pid	checks$" 2
done <"$tmp/pids"
