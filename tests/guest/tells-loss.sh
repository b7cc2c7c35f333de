#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What was lost is told at the end, and --strict makes a status of it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
checks -n 5000 -w "$tmp/go" &
target=$!
await_held $target
start_captrace --strict --buffer 16 -p $target -o "$tmp/out" 2>"$tmp/err"
kill -STOP "$captrace_pid"
release "$tmp/go"
wait $target
kill -CONT "$captrace_pid"
wait "$captrace_pid"
expect_status $? 3
lost=$(sed -n 's/^captrace: \([0-9]*\) checks.* lost.*/\1/p' "$tmp/err" | tail -n 1)
[ $((lost + $(count "$tmp/out" .))) -eq 5000 ] ||
	fail "$lost lost, $(count "$tmp/out" .) shown:" "$(cat "$tmp/err")"

captrace --strict -o "$tmp/out" checks -n 100
expect_status $? 0
