#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -s counts granted and denied by capability.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs setpriv

captrace -s -f -o "$tmp/out" sh -c '
	checks -n 300; setpriv --reuid=1 checks -n 20; :'
expect_status $? 0
expect_line "$tmp/out" '^capability +granted +denied$'
expect_line "$tmp/out" '^CAP_SYS_ADMIN +300 +20$'
expect_line "$tmp/out" '^CAP_SETUID +[1-9][0-9]* +0$'
