#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# SIGINT, SIGTERM and SIGHUP end a trace cleanly, with everything written.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

for signal in INT TERM HUP; do
	# A shell starts background programs with SIGINT ignored.
	env --default-signal=INT captrace -o "$tmp/$signal" &
	captrace_pid=$!
	wait_for 20 captrace_waits || fail "not started"
	checks -n 1000
	kill -$signal "$captrace_pid"
	wait "$captrace_pid"
	expect_status $? 0
	expect_count "$tmp/$signal" '/checks	CAP_SYS_ADMIN' 1000
done
