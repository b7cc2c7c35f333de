#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Two captrace at once with different filters show exactly theirs.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
checks -n 7 -w "$tmp/go" &
one=$!
checks -n 5 -w "$tmp/go" &
two=$!
await_held $one $two
start_captrace -p $one -o "$tmp/one"
one_captrace=$captrace_pid
start_captrace -p $two -o "$tmp/two"
release "$tmp/go"
wait $one_captrace || fail "the first failed"
wait "$captrace_pid" || fail "the second failed"
expect_count "$tmp/one" . 7
expect_count "$tmp/one" "	$one	" 7
expect_count "$tmp/two" . 5
expect_count "$tmp/two" "	$two	" 5
