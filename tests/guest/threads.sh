#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -p shows the checks of all threads of a process, also when given a thread.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
for way in process thread; do
	checks -t 5 -n 2 -w "$tmp/go" &
	target=$!
	wait_for 10 grep -q 'Threads:.5' "/proc/$target/status" ||
		fail "no five threads"
	for task in /proc/"$target"/task/*; do
		await_held "${task##*/}"
	done

	given=$target
	[ $way = process ] || given=${task##*/}
	start_captrace -p "$given" -o "$tmp/$way"
	release "$tmp/go"
	wait "$captrace_pid"
	expect_status $? 0
	expect_count "$tmp/$way" . 10
	expect_count "$tmp/$way" "	$target	/.*/checks	CAP_SYS_ADMIN" 10
done
