#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --time wall is the time that date(1) tells, of the time zone that TZ says.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

before=$(date +%s%6N)
captrace -w "$tmp/recording" checks -n 20
expect_status $? 0
after=$(date +%s%6N)

last=$before
captrace -r "$tmp/recording" --time wall --columns time >"$tmp/out"
expect_count "$tmp/out" . 20
while read -r time; do
	now=$(date -d "$time" +%s%6N)
	[ "$now" -ge "$last" ] || fail "$time is before $last"
	last=$now
done <"$tmp/out"
[ "$last" -le "$after" ] || fail "$time is after $after"

# East, west, and none: by its own text date makes the same of the instant.
for zone in UTC0 IST-5:30 NST3:30 LINT-14; do
	TZ=$zone captrace -r "$tmp/recording" --time wall --columns time >"$tmp/there"
	while read -r time; do
		TZ=$zone date -d "$time" +%Y-%m-%dT%H:%M:%S.%6N%:z
	done <"$tmp/out" | cmp - "$tmp/there" || fail "not the time of $zone"
done
