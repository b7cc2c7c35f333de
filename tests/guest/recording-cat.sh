#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What `cat /dev/captrace` has recorded is shown with all names; that its end
# is missing, and what is cut off, is told in one line, with exit status 1.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

modprobe captrace || fail "no module"
mkfifo "$tmp/go"
checks -w "$tmp/go" &
pid=$!
await_held "$pid"
cat /dev/captrace >"$tmp/recording" &
cat_pid=$!
wait_for 20 test -s "$tmp/recording" || fail "no header"
release "$tmp/go"
wait "$pid"
hostname captrace
seen()
{
	captrace -r "$tmp/recording" 2>"$tmp/err" | grep -q '/hostname	CAP_SYS_ADMIN'
}
wait_for 20 seen || fail "not recorded"
kill "$cat_pid"
wait "$cat_pid"

captrace -r "$tmp/recording" -p "$pid" --columns pid,exe,cap >"$tmp/out" 2>"$tmp/err"
expect_status $? 1
expect_line "$tmp/out" "^$pid	/.*/checks	CAP_SYS_ADMIN$"
expect_count "$tmp/out" . 1
expect_count "$tmp/err" "^captrace: $tmp/recording has no end:" 1

# Everything before the cut, and nothing else.
captrace -r "$tmp/recording" >"$tmp/whole" 2>/dev/null
head -c -77 "$tmp/recording" >"$tmp/cut"
captrace -r "$tmp/cut" >"$tmp/out" 2>"$tmp/err"
expect_status $? 1
expect_count "$tmp/err" "^captrace: $tmp/cut is cut off within the record" 1
head -n "$(wc -l <"$tmp/out")" "$tmp/whole" | cmp - "$tmp/out" ||
	fail "not the same up to the cut"
[ "$(wc -l <"$tmp/out")" -ge $(($(wc -l <"$tmp/whole") - 1)) ] ||
	fail "more is missing than what was cut"
