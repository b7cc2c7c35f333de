#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A stack is sent once, however many checks on all CPUs have it, and each has it.
. "${0%/*}/lib.sh"

modprobe captrace || fail "no module"
stream -k frames -n 1000 -p 4 >"$tmp/checks" || fail "no stream"
cut -f 4 "$tmp/checks" | sort | uniq -c >"$tmp/numbers"
[ "$(tr -s ' ' <"$tmp/numbers")" = " 4000 1" ] ||
	fail "not 4000 checks with one stack:" "$(cat "$tmp/numbers")"

# What a program had mapped may be gone with it before it was looked at: then the
# same stack has a second form, of addresses.
stream -u frames -n 200 -p 4 >"$tmp/checks" || fail "no stream"
[ "$(cut -f 3,7 "$tmp/checks" | grep -c '^0	.')" -eq 800 ] ||
	fail "not 800 checks with a stack:" "$(sort "$tmp/checks" | uniq -c)"
cut -f 6 "$tmp/checks" | sort -u >"$tmp/numbers"
[ "$(wc -l <"$tmp/numbers")" -le 2 ] ||
	fail "more than one stack:" "$(sort "$tmp/checks" | uniq -c)"
