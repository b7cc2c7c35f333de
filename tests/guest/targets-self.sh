#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# captrace never shows itself, whatever is asked for.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

start_captrace -v --uid 0 --columns pid,exe,syscall -o "$tmp/out"
pid=$captrace_pid
checks -n 100
stop_captrace
expect_status $? 0
expect_count "$tmp/out" '/checks	sethostname$' 100
expect_no_line "$tmp/out" "^$pid	|/captrace	"
