#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The exit status is the command's, or says why there is none.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace -o "$tmp/out" sh -c 'exit 3'
expect_status $? 3
captrace -o "$tmp/out" sh -c 'kill -9 $$'
expect_status $? 137
captrace -o "$tmp/out" /nonexistent 2>"$tmp/err"
expect_status $? 127
expect_line "$tmp/err" "^captrace: .*/nonexistent.*No such file"
captrace -o "$tmp/out" /etc/passwd 2>"$tmp/err"
expect_status $? 126
expect_line "$tmp/err" "^captrace: .*/etc/passwd.*Permission denied"
