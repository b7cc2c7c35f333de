#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Under lockdown of confidentiality nobody opens the device.
#
# The last test of a machine: nothing lifts a lockdown.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

modprobe captrace || fail "no module"
[ -e /sys/kernel/security/lockdown ] || skip "this kernel has no lockdown"
captrace -o "$tmp/out" true || fail "not even before"
echo confidentiality >/sys/kernel/security/lockdown
captrace -o "$tmp/out" true 2>"$tmp/err"
expect_status $? 125
expect_line "$tmp/err" '^captrace: .*lockdown'
