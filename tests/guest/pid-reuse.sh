#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A stranger with the number of a process that was traced is not traced.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go" "$tmp/go2"
checks -w "$tmp/go" &
first=$!
checks -n 2 -w "$tmp/go2" &
second=$!
await_held $first $second
start_captrace -p "$first,$second" -o "$tmp/out"
kill $first
wait $first

reuse()
{
	echo $((first - 1)) >/proc/sys/kernel/ns_last_pid
	checks -n 5 &
	[ $! -eq $first ] && wait $!
}
wait_for 20 reuse || fail "the number did not come again"
release "$tmp/go2"
wait "$captrace_pid"
expect_count "$tmp/out" "	$second	" 2
expect_count "$tmp/out" . 2
