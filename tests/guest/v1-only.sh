#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Where there is only version 1 of control groups, what needs them says so: an
# option is refused, a column is told of once and everything else is traced.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

mounted=/sys/fs/cgroup

# Whatever happens, the next test has its machine again.
restore()
{
	umount $mounted
	mount -t cgroup2 none $mounted
}

umount $mounted || fail "version 2 is busy"
trap 'restore; cleanup' EXIT
mount -t cgroup -o none,name=captrace none $mounted || fail "no version 1"
mkdir $mounted/nginx.service

complaint='^captrace: .*only version 1 of control groups'
for option in '--unit nginx' '--container nginx' '--wait --unit nginx'; do
	# shellcheck disable=SC2086 # an option and its value
	captrace $option >"$tmp/out" 2>"$tmp/err"
	expect_status $? 1
	expect_count "$tmp/err" . 1
	expect_line "$tmp/err" "$complaint"
	[ ! -s "$tmp/out" ] || fail "it traces: $(cat "$tmp/out")"
done

captrace --columns cap,verdict,unit,container -o "$tmp/out" checks -n 3 \
	2>"$tmp/err"
expect_status $? 0
expect_count "$tmp/out" '^CAP_SYS_ADMIN	granted	-	-$' 3
expect_count "$tmp/err" 'control groups' 1
expect_line "$tmp/err" "$complaint"
rmdir $mounted/nginx.service
