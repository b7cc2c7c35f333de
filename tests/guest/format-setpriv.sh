#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# setpriv starts a program with exactly what a profile for it says.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/format.sh"

# started PROFILE [OPTION]...
started()
{
	profile=$1
	shift
	# shellcheck disable=SC2046 # that is how it is used
	setpriv "$@" $(cat "$profile") cat /proc/self/status >"$tmp/status"
}

format_profiles setpriv
started "$tmp/root"
expect_sets "$tmp/status" 0 $two $two $two 0
started "$tmp/empty"
expect_sets "$tmp/status" 0 0 0 0 0
started "$tmp/user" --reuid=1 --regid=1 --init-groups
expect_sets "$tmp/status" $two $two $two $two $two
expect_line "$tmp/notes" '^captrace: with --reuid, --regid and --init-groups '

# Nothing comes from who starts it.
capsh --iab=^cap_kill -- -c "setpriv $(tr '\n' ' ' <"$tmp/root") \
	cat /proc/self/status" >"$tmp/status"
expect_sets "$tmp/status" 0 $two $two $two 0
