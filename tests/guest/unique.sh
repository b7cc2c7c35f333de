#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --unique shows the first line of each capability and verdict of a process, and
# --unique=exe that of an executable, as awk does with all lines.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

columns=pid,start,exe,cap,verdict,time
captrace -f -w "$tmp/recording" sh -c '
	checks -n 5; storm -n 300; setpriv --reuid=1 checks -n 5
	hostname captrace; cat /etc/shadow; ping -c 1 127.0.0.1; :' >/dev/null
expect_status $? 0

# expect_firsts KEY OPTION...: the fields are numbers in awk.
expect_firsts()
{
	key=$1
	shift
	captrace --columns $columns --outcome -r "$tmp/recording" >"$tmp/all"
	captrace --columns $columns --outcome "$@" -r "$tmp/recording" >"$tmp/out"
	expect_status $? 0
	awk -F '\t' "!seen[$key]++" "$tmp/all" >"$tmp/firsts"
	cmp "$tmp/firsts" "$tmp/out" || fail "$*: not the first of each $key"
	[ "$(wc -l <"$tmp/out")" -lt "$(wc -l <"$tmp/all")" ] || fail "$* leaves nothing out"
	[ "$(wc -l <"$tmp/out")" -ge "$least" ] || fail "$* leaves too much out"
}

least=300
# shellcheck disable=SC2016 # awk's
expect_firsts '$1,$2,$4,$5' --unique
expect_firsts '$1,$2,$4,$5' --unique=process
least=6
expect_firsts '$3,$4,$5' --unique=exe
