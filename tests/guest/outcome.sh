#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --outcome tells what became of a call in which a check was denied: it failed,
# it went on, or nobody knows.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

touch "$tmp/file"
chown daemon:root "$tmp/file"
chmod 755 "$tmp"

# outcome COMMAND...: as a user without capabilities.
outcome()
{
	captrace --outcome --columns pid,cap,verdict,syscall,return -u daemon \
		-o "$tmp/all" "$@" 2>"$tmp/err"
	cut -f 2- "$tmp/all" >"$tmp/out"
	[ "$(cut -f 1 "$tmp/all" | sort -u | wc -l)" -eq 1 ] ||
		fail "more than one process:" "$(cat "$tmp/all")"
}

outcome checks
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN denied sethostname -
CAP_SYS_ADMIN failed sethostname EPERM
END
outcome cat /etc/shadow
expect_lines "$tmp/out" <<END
CAP_DAC_READ_SEARCH denied openat -
CAP_DAC_OVERRIDE denied openat -
CAP_DAC_READ_SEARCH failed openat EACCES
CAP_DAC_OVERRIDE failed openat EACCES
END
outcome calls chmod 2755 "$tmp/file"
expect_line "$tmp/out" '^CAP_FSETID	denied	chmod	-$'
expect_line "$tmp/out" '^CAP_FSETID	went-on	chmod	0$'
captrace --outcome -o "$tmp/out" checks
expect_count "$tmp/out" . 1

captrace -u daemon --outcome -o "$tmp/out" checks
expect_count "$tmp/out" '	/.*/checks	CAP_SYS_ADMIN	failed	sethostname	EPERM$' 1
