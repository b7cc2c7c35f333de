#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Stacks are sent only to a session that asked for them, also when another did.
. "${0%/*}/lib.sh"

modprobe captrace || fail "no module"
stream -k -u stream frames >"$tmp/checks" || fail "no stream"
[ "$(wc -l <"$tmp/checks")" -gt 1 ] || fail "not the checks of both"
cut -f 3-5,7 "$tmp/checks" | grep -qxE '0	0		' ||
	fail "a session that asked for none was sent stacks:" \
		"$(cat "$tmp/checks")"
cut -f 4 "$tmp/checks" | grep -q '[1-9]' || fail "no stacks at all"

cat /dev/captrace >"$tmp/recording" &
cat_pid=$!
wait_for 10 test -s "$tmp/recording" || fail "no header"
frames
wait_for 10 sh -c "od -An -v -tu2 -w128 '$tmp/recording' |
	awk '\$1 == 2 { seen = 1 } END { exit !seen }'" || fail "no check"
kill $cat_pid
wait $cat_pid
! od -An -v -tu2 -w128 "$tmp/recording" | awk '{ print $1 }' | grep -qx 6 ||
	fail "stacks by default"
