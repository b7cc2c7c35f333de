#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Recordings are shown in the order of wall time, whatever their order on the
# command line, also those that were made at the same time.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace -w "$tmp/first" checks -n 2 -c first || fail "no first recording"
captrace -w "$tmp/second" checks -n 3 -c second || fail "no second recording"
captrace --columns comm -r "$tmp/second" "$tmp/first" >"$tmp/out"
expect_status $? 0
expect_lines "$tmp/out" <<END
first
first
second
second
second
END

mkfifo "$tmp/go"
for name in a b c; do
	checks -n 4000 -w "$tmp/go" -c $name &
	pids="$pids $!"
done
# shellcheck disable=SC2086 # one word for each
await_held $pids
tracers=
for pid in $pids; do
	start_captrace -p "$pid" -w "$tmp/${pid}.recording"
	tracers="$tracers $captrace_pid"
done
release "$tmp/go"
for tracer in $tracers; do
	wait "$tracer"
	expect_status $? 0
done

captrace --columns time,pid,comm --time wall -r "$tmp"/*.recording >"$tmp/out"
expect_status $? 0
cut -f 1 "$tmp/out" | sort -c || fail "not in the order of wall time"
for pid in $pids; do
	captrace --columns time,pid,comm --time wall -r "$tmp/$pid.recording" >"$tmp/$pid"
	expect_count "$tmp/$pid" . 4000
	awk -v pid="$pid" '$2 == pid' "$tmp/out" | cmp - "$tmp/$pid" ||
		fail "not all of $pid, or in another order"
done
expect_count "$tmp/out" . 12000
switches=$(cut -f 3 "$tmp/out" | uniq | wc -l)
[ "$switches" -gt 6 ] || fail "they did not run at the same time: $switches switches"
