#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A signal sent to captrace alone reaches the command, whose end decides.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
start_captrace -o "$tmp/out" sh -c "
	trap 'checks -n 2; exit 9' TERM
	: >$tmp/ready
	while :; do read -r line <$tmp/go; done"
wait_for 10 test -e "$tmp/ready" || fail "not ready"
kill -TERM "$captrace_pid"
wait "$captrace_pid"
expect_status $? 9
