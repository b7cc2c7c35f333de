#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With one return instance and 16 processes, records + lost = checks made,
# exactly.
. "${0%/*}/lib.sh"

rmmod captrace 2>/dev/null
modprobe captrace maxactive=1 || fail "no module"
account -p 16 8000 >"$tmp/out"
status=$?
cat "$tmp/out"
rmmod captrace
[ $status -eq 0 ] || fail "the sum is wrong"
expect_no_line "$tmp/out" ' missed 0 '
