#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With kprobes switched off, captrace says so and does not run the command.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace -o "$tmp/out" true
echo 0 >$kprobes/enabled
captrace -o "$tmp/out" touch "$tmp/ran" 2>"$tmp/err"
status=$?
captrace -o "$tmp/out" 2>>"$tmp/err" &
wait $!
alone=$?
echo 1 >$kprobes/enabled
expect_status $status 125
expect_status $alone 1
expect_count "$tmp/err" '^captrace: .*kprobes' 2
[ ! -e "$tmp/ran" ] || fail "the command ran unseen"
