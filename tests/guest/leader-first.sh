#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A process whose main thread ended first, and whose parent ignores SIGCHLD,
# is seen to end.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
ignore-children "$tmp/pid" checks -t 2 -l -n 3 -w "$tmp/go" &
wait_for 10 test -s "$tmp/pid" || fail "no child"
target=$(cat "$tmp/pid")
wait_for 10 grep -q 'State:.Z' "/proc/$target/status" ||
	fail "the main thread does not end"
start_captrace -p "$target" -o "$tmp/out"
release "$tmp/go"
wait_for 20 sh -c "! kill -0 $captrace_pid 2>/dev/null" ||
	fail "captrace does not end"
wait "$captrace_pid"
expect_status $? 0
expect_count "$tmp/out" "	$target	.*	CAP_SYS_ADMIN" 3
