#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Only who is capable in the initial user namespace opens the device, whatever
# the mode of its node is.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs setpriv unshare

modprobe captrace || fail "no module"
[ "$(stat -c %a /dev/captrace)" = 600 ] || fail "the node is not 0600"
chmod 666 /dev/captrace

refused()
{
	"$@" sh -c ': </dev/captrace' 2>"$tmp/err"
	grep -q 'Operation not permitted' "$tmp/err"
}

opened=0
refused setpriv --reuid=1 --clear-groups || opened="uid 1"
refused setpriv --bounding-set=-sys_admin,-perfmon --inh-caps=-all ||
	opened="root without capabilities"
refused unshare -U -r || opened="root of a user namespace"
setpriv --bounding-set=-sys_admin sh -c ': </dev/captrace' ||
	opened="not CAP_PERFMON"
setpriv --bounding-set=-perfmon sh -c ': </dev/captrace' ||
	opened="not CAP_SYS_ADMIN"
setpriv --reuid=1 --clear-groups captrace true 2>"$tmp/err"
status=$?
chmod 600 /dev/captrace
[ "$opened" = 0 ] || fail "wrongly opened or refused: $opened"
expect_status $status 125
expect_line "$tmp/err" '^captrace: .*(root|CAP_SYS_ADMIN)'
