#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A recording of a million records is shown with the very lines that captrace
# shows live, byte for byte, and every time with the same.
# machine: --memory 2048
# limit: 180
# kernels: 6.1 (it takes a minute, and the kernel has no part in it)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mkfifo "$tmp/go"
# The readers come first, so that nothing is lost.
nice -n 15 checks -n 1000000 -w "$tmp/go" &
pid=$!
await_held "$pid"

# What two sessions see of the same checks differs but in time and number.
columns=pid,tid,ppid,uid,exe,comm,start,cap,verdict,by,reason,syscall,abi,cred
columns=$columns,userns,class,audit,opts,hook
captrace -p "$pid" --strict --buffer 262144 -w "$tmp/recording" &
recorder=$!
start_captrace -p "$pid" --strict --buffer 262144 --columns $columns -o "$tmp/live"
wait_for 20 grep -q poll /proc/$recorder/wchan || fail "no recorder"
release "$tmp/go"
wait "$pid"
wait "$captrace_pid"
expect_status $? 0
wait "$recorder"
expect_status $? 0

captrace -r "$tmp/recording" --strict --columns $columns >"$tmp/shown"
expect_status $? 0
[ "$(wc -l <"$tmp/shown")" -ge 1000000 ] || fail "not a million"
cmp "$tmp/live" "$tmp/shown" || fail "not the lines that were live"

captrace -r "$tmp/recording" -o "$tmp/once"
captrace -r - <"$tmp/recording" | cmp - "$tmp/once" || fail "not the same twice"
