#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A recording is for its owner alone; a full disk is one line and a failure;
# a reader that goes away ends the trace quietly.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace -w "$tmp/recording" -u daemon checks
expect_status $? 0
[ "$(stat -c '%a %u' "$tmp/recording")" = "600 0" ] || fail "others may read it"

captrace -w /dev/full checks 2>"$tmp/err"
expect_status $? 125
expect_count "$tmp/err" . 1
expect_line "$tmp/err" '^captrace: cannot write to /dev/full: No space left'

captrace -r "$tmp/recording" >/dev/full 2>"$tmp/err"
expect_status $? 1
expect_line "$tmp/err" '^captrace: cannot write to the output: No space left'

storm -n 1000000 &
captrace -w - 2>"$tmp/err" | head -c 1280 >"$tmp/head"
[ "$(stat -c %s "$tmp/head")" -eq 1280 ] || fail "no ten records"
expect_no_line "$tmp/err" 'cannot|rror'

captrace -r "$tmp/recording" -o "$tmp/lines" 2>"$tmp/err"
expect_status $? 0
[ "$(stat -c %a "$tmp/lines")" = 600 ] || fail "others may read the lines"
