#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# bwrap starts a program with exactly what a profile for it says.  For root it
# leaves the bounding set alone, but nothing can be gained out of that.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/format.sh"

needs bwrap

# started PROFILE COMMAND...: that starts bwrap
started()
{
	profile=$1
	shift
	# shellcheck disable=SC2046 # that is how it is used
	"$@" bwrap $(cat "$profile") --dev-bind / / cat /proc/self/status \
		>"$tmp/status"
	expect_line "$tmp/status" '^NoNewPrivs:	1$'
}

format_profiles bwrap
started "$tmp/root" env
expect_sets "$tmp/status" $two $two $two "$all" $two
started "$tmp/empty" env
expect_sets "$tmp/status" 0 0 0 "$all" 0
started "$tmp/user" setpriv --reuid=1 --regid=1 --clear-groups
expect_sets "$tmp/status" $two $two $two $two $two
expect_line "$tmp/notes" '^captrace: bwrap .* only inside a user namespace'
