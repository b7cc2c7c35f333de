#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# When kprobes are switched off during a run, captrace says so at once, and at
# the end for how long.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

start_captrace -o "$tmp/out" 2>"$tmp/err"
echo 0 >$kprobes/enabled
wait_for 10 grep -q '^captrace: .*kprobes' "$tmp/err"
told=$?
echo 1 >$kprobes/enabled
[ $told -eq 0 ] || fail "nothing was said"
checks -n 2
wait_for 10 grep -q 'CAP_SYS_ADMIN' "$tmp/out" || fail "blind for ever"
stop_captrace
expect_status $? 0
expect_line "$tmp/err" '^captrace: .*blind'
