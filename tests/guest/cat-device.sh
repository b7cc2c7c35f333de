#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# `cat /dev/captrace` makes a recording: a HEADER, checks, MARKs.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs od

modprobe captrace || fail "no module"
cat /dev/captrace >"$tmp/recording" &
cat_pid=$!
wait_for 10 test -s "$tmp/recording" || fail "no header"
checks
kinds()
{
	od -An -v -tu2 -w128 -N 1048576 "$tmp/recording" | awk '{ print $1 }'
}
wait_for 10 sh -c "od -An -v -tu2 -w128 '$tmp/recording' |
	awk '\$1 == 2 { seen = 1 } \$1 == 9 && seen { done = 1 }
		END { exit !done }'" || fail "no check and no MARK after it"
kill $cat_pid
wait $cat_pid
[ "$(kinds | head -n 1)" -eq 1 ] || fail "the first record is no HEADER"
[ "$(od -An -c -j 24 -N 8 "$tmp/recording" | tr -d ' ')" = captrace ] ||
	fail "no magic"
[ $(($(stat -c %s "$tmp/recording") % 128)) -eq 0 ] || fail "torn records"
