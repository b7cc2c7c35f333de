#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -f shows each of 10,000 short-lived processes once, and loses nothing.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace -f --strict --buffer 65536 --columns pid,exe,cap -o "$tmp/out" \
	storm -x 200
expect_status $? 0
expect_count "$tmp/out" . 10000
expect_count "$tmp/out" '/storm	CAP_SYS_ADMIN$' 9950
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN$' 50
[ "$(cut -f 1 "$tmp/out" | sort -u | wc -l)" -eq 10000 ] ||
	fail "not one in each process"
