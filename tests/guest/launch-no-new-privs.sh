#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --no-new-privs keeps a command from gaining privileges.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

captrace --no-new-privs -o "$tmp/out" cat /proc/self/status >"$tmp/status"
expect_status $? 0
expect_line "$tmp/status" '^NoNewPrivs:	1$'
captrace -u daemon --no-new-privs -v -o "$tmp/out" \
	cat /proc/self/status >"$tmp/status"
expect_line "$tmp/status" '^NoNewPrivs:	1$'
expect_no_line "$tmp/out" '	(set[a-z]*[ug]id|setgroups|capset|prctl)$'
captrace -o "$tmp/out" cat /proc/self/status >"$tmp/status"
expect_line "$tmp/status" '^NoNewPrivs:	0$'
