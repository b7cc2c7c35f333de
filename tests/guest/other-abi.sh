#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With a device of another interface, as after an upgrade, captrace says how to
# load the module that it came with.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

modprobe captrace || fail "no module"
mv /dev/captrace /dev/captrace.kept
mknod /dev/captrace c 1 3
captrace true 2>"$tmp/err"
status=$?
mv /dev/captrace.kept /dev/captrace
expect_status $status 125
expect_count "$tmp/err" . 1
expect_line "$tmp/err" '^captrace: .*rmmod captrace.*modprobe captrace'
