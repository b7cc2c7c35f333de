#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Ctrl-C reaches the command once; at the second one captrace lets go of it and
# ends.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs script strace

mkfifo "$tmp/keys"
# A shell starts background programs with SIGINT ignored.
env --default-signal=INT script -qec "trap : INT
	strace -qq -e trace=kill -o $tmp/kills captrace -o $tmp/out note-signals $tmp/ints
	echo \$? >$tmp/status" /dev/null <"$tmp/keys" >"$tmp/screen" 2>&1 &
exec 3>"$tmp/keys"
wait_for 20 test -s "$tmp/ints.pid" || fail "the command does not start"
command=$(cat "$tmp/ints.pid")

ints()
{
	[ "$(wc -l <"$tmp/ints")" -eq "$1" ]
}

printf '\003' >&3
wait_for 20 ints 1 || fail "Ctrl-C does not reach the command"
[ ! -e "$tmp/status" ] || fail "captrace ended at the first Ctrl-C"
printf '\003' >&3
wait_for 20 test -s "$tmp/status" || fail "captrace goes on at the second"
[ "$(cat "$tmp/status")" -eq 130 ] || fail "status $(cat "$tmp/status")"
wait_for 20 ints 2 || fail "the second does not reach the command"
kill -0 "$command" || fail "the command ended too"

kill -TERM "$command"

# Two signals that come close to each other are one, so do not ask the command.
expect_no_line "$tmp/kills" 'kill\('
