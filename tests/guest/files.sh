#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -o truncates and -A appends to a file that nobody else can read; where nothing
# is traced, the file stays as it was; a full disk is one line and a failure.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

umask 0
captrace -o "$tmp/out" checks -n 5
captrace -o "$tmp/out" checks -n 3
expect_count "$tmp/out" . 3
captrace -A "$tmp/out" checks -n 4
expect_count "$tmp/out" . 7
captrace -A "$tmp/new" checks
for file in out new; do
	[ "$(stat -c %a "$tmp/$file")" = 600 ] || fail "$file is not 0600"
done

echo precious >"$tmp/old"
captrace -o "$tmp/old" nonexistent-command 2>"$tmp/err"
expect_status $? 127
captrace -o "$tmp/old" "$tmp/old" 2>"$tmp/err"
expect_status $? 126
captrace -o "$tmp/old" -p 99999999 2>"$tmp/err"
expect_status $? 1
[ "$(cat "$tmp/old")" = precious ] || fail "a file was lost without a trace"

captrace -o /dev/full checks 2>"$tmp/err"
expect_status $? 125
expect_count "$tmp/err" . 1
expect_line "$tmp/err" '^captrace: .*/dev/full.*No space left'
captrace -o /nonexistent/file touch "$tmp/ran" 2>"$tmp/err"
expect_status $? 125
expect_count "$tmp/err" . 1
[ ! -e "$tmp/ran" ] || fail "the command ran without a trace"
