#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# capsh starts a program with exactly what a profile for it says.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/format.sh"

# started PROFILE [OPTION]...
started()
{
	profile=$1
	shift
	capsh "$@" "$(cat "$profile")" -- -c 'exec cat /proc/self/status' \
		>"$tmp/status"
}

format_profiles capsh
started "$tmp/root"
expect_sets "$tmp/status" 0 $two $two $two 0
started "$tmp/empty"
expect_sets "$tmp/status" 0 0 0 0 0
started "$tmp/user" --user=daemon
expect_sets "$tmp/status" $two $two $two $two $two
expect_line "$tmp/notes" '^captrace: with --user=NAME in front of it$'
