#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# firejail starts a program with exactly what its profile says; a user gets it
# by the command that is in the profile.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/format.sh"

needs firejail

cp "$(command -v cat)" "$tmp/program"

# started PROFILE COMMAND...: that starts firejail
started()
{
	profile=$1
	shift
	"$@" firejail --quiet --profile="$profile" "$tmp/program" \
		/proc/self/status >"$tmp/status"
}

format_profiles firejail
chmod 644 "$tmp/user"
started "$tmp/root" env
expect_sets "$tmp/status" 0 $two $two $two 0
started "$tmp/empty" env
expect_sets "$tmp/status" 0 0 0 0 0
started "$tmp/user" setpriv --reuid=1 --regid=1 --clear-groups
expect_sets "$tmp/status" 0 0 0 $two 0
format_setcap "$tmp/user" "$tmp/program"
started "$tmp/user" setpriv --reuid=1 --regid=1 --clear-groups
expect_sets "$tmp/status" 0 $two $two $two 0
