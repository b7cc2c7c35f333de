#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Ctrl-C reaches the command once; at the second one captrace lets go of it and
# ends.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs script

cat >"$tmp/command" <<'END'
trap 'echo INT >>$tmp/ints' INT
trap 'exit 0' TERM
trap '' HUP
echo $$ >$tmp/pid
while :; do read -r line <$tmp/go; done
END
mkfifo "$tmp/keys" "$tmp/go"
: >"$tmp/ints"
# A shell starts background programs with SIGINT ignored.
export tmp
env --default-signal=INT script -qec "trap : INT; captrace -o $tmp/out sh $tmp/command; echo \$? >$tmp/status" \
	/dev/null <"$tmp/keys" >"$tmp/screen" 2>&1 &
exec 3>"$tmp/keys"
wait_for 20 test -s "$tmp/pid" || fail "the command does not start"
wait_for 20 holds "$(cat "$tmp/pid")" || fail "the command does not wait"

ints()
{
	[ "$(wc -l <"$tmp/ints")" -eq "$1" ]
}

printf '\003' >&3
wait_for 20 ints 1 || fail "Ctrl-C does not reach the command"
[ ! -e "$tmp/status" ] || fail "captrace ended at the first Ctrl-C"
printf '\003' >&3
wait_for 20 test -s "$tmp/status" || fail "captrace goes on at the second"
wait_for 20 ints 2 || fail "the second does not reach the command"
ints 2 || fail "a signal was repeated"
[ "$(cat "$tmp/status")" -eq 130 ] || fail "status $(cat "$tmp/status")"
kill -0 "$(cat "$tmp/pid")" || fail "the command ended too"
kill -TERM "$(cat "$tmp/pid")"
