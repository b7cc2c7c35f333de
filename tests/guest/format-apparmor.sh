#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A program with a profile of AppArmor does its work, and without one of the
# lines for a capability it does not, whatever the program is called.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/format.sh"

[ "$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)" = Y ] ||
	skip "this kernel runs without AppArmor"
needs apparmor_parser

program="$tmp/ä {b,c}[d]*?^ \"@{e}\" \\x"
cp "$(command -v chown)" "$program"

works()
{
	rm "$tmp/owned"
	: >"$tmp/owned"
	"$program" 1 "$tmp/owned" 2>"$tmp/err"
	[ "$(stat -c %u "$tmp/owned")" = 1 ]
}

: >"$tmp/owned"
captrace --profile=apparmor -o "$tmp/profile" "$program" 1 "$tmp/owned" ||
	fail "no profile"
expect_line "$tmp/profile" '^	capability chown,$'
apparmor_parser -r "$tmp/profile" || fail "no profile:" "$(cat "$tmp/profile")"
works || fail "it does not work:" "$(cat "$tmp/err")"

grep -v 'capability chown,' "$tmp/profile" >"$tmp/less"
apparmor_parser -r "$tmp/less"
! works || fail "it works without:" "$(cat "$tmp/less")"
expect_line "$tmp/err" 'Operation not permitted$'

apparmor_parser -R "$tmp/less"
works || fail "the profile does not go away"
