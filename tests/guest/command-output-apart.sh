#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A command keeps stdin and stdout; lines go to stderr.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

echo hello | captrace sh -c 'cat; checks' >"$tmp/out" 2>"$tmp/err"
expect_status $? 0
expect_count "$tmp/out" . 1
expect_line "$tmp/out" '^hello$'
captrace -f sh -c 'checks; :' >"$tmp/out" 2>"$tmp/err"
expect_count "$tmp/out" . 0
expect_count "$tmp/err" '/checks	CAP_SYS_ADMIN' 1
