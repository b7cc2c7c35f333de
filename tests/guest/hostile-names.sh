#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Bytes of names that could fool a terminal or a parser are escaped.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

evil=$(printf '%s/evil\033[31m\n\tname%b' "$tmp" '\134')
cp "$(command -v checks)" "$evil"
captrace -o "$tmp/out" "$evil"
expect_count "$tmp/out" . 1
LC_ALL=C grep -q '[[:cntrl:]]' "$tmp/out" &&
	[ "$(tr -d '\t' <"$tmp/out" | LC_ALL=C grep -c '[[:cntrl:]]')" -ne 0 ] &&
	fail "control characters in the output"
expect_line "$tmp/out" 'evil\\x1b\[31m\\n\\tname\\\\	CAP_SYS_ADMIN	granted'
