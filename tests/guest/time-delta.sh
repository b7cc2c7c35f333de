#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --time delta begins with 0 and adds up to what mono shows; -H is one line before.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace -w "$tmp/recording" checks -n 200
expect_status $? 0
captrace -r "$tmp/recording" >"$tmp/mono"
captrace -r "$tmp/recording" --time delta -H >"$tmp/delta"

head -n 1 "$tmp/delta" | tr '\t' ' ' >"$tmp/header"
expect_lines "$tmp/header" <<END
TIME PID EXE CAP VERDICT SYSCALL
END
[ "$(sed -n 2p "$tmp/delta" | cut -f 1)" = 0.000000 ] || fail "does not begin with 0"

# In whole microseconds, which awk can add without rounding.
tail -n +2 "$tmp/delta" | awk -F '\t' -v OFS='\t' -v first="$(head -n 1 "$tmp/mono")" '
	function micros(seconds) { sub(/\./, "", seconds); return seconds + 0 }
	BEGIN { split(first, fields); sum = micros(fields[1]) }
	{ sum += micros($1); $1 = sprintf("%d.%06d", sum / 1000000, sum % 1000000); print }' |
	cmp - "$tmp/mono" || fail "the times do not add up"
