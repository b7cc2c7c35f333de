#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -p of a process that does not exist fails in one line.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

true &
gone=$!
wait $gone
captrace -p $gone 2>"$tmp/err"
expect_status $? 1
expect_count "$tmp/err" . 1
expect_line "$tmp/err" "^captrace: .*$gone"
