#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -f stays until the last descendant is gone, though the command has ended.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
captrace -f -o "$tmp/out" sh -c "(checks -w $tmp/go & echo \$! >$tmp/pid) &" &
captrace_pid=$!
wait_for 10 test -s "$tmp/pid" || fail "no grandchild"
await_held "$(cat "$tmp/pid")"
kill -0 "$captrace_pid" || fail "captrace ended early"
release "$tmp/go"
wait "$captrace_pid"
expect_status $? 0
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN' 1
