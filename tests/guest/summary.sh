#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -s counts granted and denied by capability, and says what was needed.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs setpriv

captrace -s -f -o "$tmp/out" sh -c '
	checks -n 300; setpriv --reuid=1 checks -n 20; :'
expect_status $? 0
titles='^capability +granted +denied +need +first +last +example$'
time='[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'
expect_line "$tmp/out" "$titles"
expect_line "$tmp/out" "^CAP_SYS_ADMIN +300 +20 +required +$time +$time +[a-z]"
expect_line "$tmp/out" "^CAP_SETUID +[1-9][0-9]* +0 +required +$time +$time +[a-z]"
