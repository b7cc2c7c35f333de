#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A line appears at once, also in a pipe, and a reader of the pipe that goes
# away ends captrace quietly.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/pipe"
captrace >"$tmp/pipe" 2>"$tmp/err" &
captrace_pid=$!
exec 3<"$tmp/pipe"
wait_for 20 captrace_waits || fail "not started"
checks
timeout 10 head -n 1 <&3 >"$tmp/line" || fail "no line"
expect_line "$tmp/line" 'CAP_SYS_ADMIN'
exec 3<&-
checks -n 3
wait_for 20 sh -c "! kill -0 $captrace_pid 2>/dev/null" ||
	fail "captrace goes on without a reader"
wait "$captrace_pid"
[ ! -s "$tmp/err" ] || fail "not quiet:" "$(cat "$tmp/err")"
