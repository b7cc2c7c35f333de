#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What was hidden is told in one line at the end, and is no loss; with -v
# nothing is hidden.  Where their number would be that of other checks than those
# asked for, it is not told.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace --strict -o "$tmp/out" cat /proc/kallsyms >"$tmp/cat" 2>"$tmp/err"
expect_status $? 0
expect_line "$tmp/err" '^captrace: [0-9]+ checks? hidden \([0-9]+ advisory(, [0-9]+ borrowed)?(, [0-9]+ kernel)?\): -v shows (it|them)$'
expect_count "$tmp/err" hidden 1
captrace -v -o "$tmp/out" cat /proc/kallsyms >"$tmp/cat" 2>"$tmp/err"
expect_no_line "$tmp/err" hidden
for option in --denied --granted; do
	captrace $option -o "$tmp/out" cat /proc/kallsyms >"$tmp/cat" 2>"$tmp/err"
	expect_no_line "$tmp/err" hidden
done
