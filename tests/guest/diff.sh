#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --diff tells which capabilities a second recording needs and the first did not.
. "${0%/*}/lib.sh"

touch "$tmp/file"
captrace -w "$tmp/old" -f sh -c 'chown 7 "$1"; kill -0 1' sh "$tmp/file"
captrace -w "$tmp/new" -f sh -c 'chown 8 "$1"; hostname x' sh "$tmp/file"

captrace --diff "$tmp/old" "$tmp/new" >"$tmp/out"
expect_status $? 1
expect_line "$tmp/out" '^\+  CAP_SYS_ADMIN +- +required +sethostname$'
expect_count "$tmp/out" CAP_CHOWN 0

captrace --diff "$tmp/new" "$tmp/old" >"$tmp/out"
expect_status $? 0
expect_line "$tmp/out" '^-  CAP_SYS_ADMIN +required +- +sethostname$'

captrace --diff "$tmp/old" "$tmp/old" >"$tmp/out"
expect_status $? 0
echo 'no capability began or ceased to be needed' >"$tmp/expected"
cmp "$tmp/out" "$tmp/expected" || fail "$(cat "$tmp/out")"
