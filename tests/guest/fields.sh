#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Process, thread, parent, user, name and CPU are those that /proc tells.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs taskset

mkfifo "$tmp/go"
cp "$(command -v checks)" "$tmp/a-long-name-of-a-program"
taskset -c 1 "$tmp/a-long-name-of-a-program" -t 2 -w "$tmp/go" &
target=$!
wait_for 10 grep -q 'Threads:.2' "/proc/$target/status" || fail "no threads"
for task in /proc/"$target"/task/*; do
	await_held "${task##*/}"
done
start_captrace -p $target -o "$tmp/all" \
	--columns pid,tid,ppid,uid,comm,cpu,audit,setid,abi
for task in /proc/"$target"/task/*; do
	tid=${task##*/}
	comm=$(cat "/proc/$target/task/$tid/comm")
	echo "$target $tid $$ 0 $comm 1 yes no x86_64"
done | sort >"$tmp/told"
release "$tmp/go"
wait "$captrace_pid"
sort "$tmp/all" >"$tmp/out"
expect_lines "$tmp/out" <"$tmp/told"
