#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A program that setcap has marked as the profile says has exactly that, whoever
# but root starts it, and whatever it is called.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/format.sh"

program="$tmp/it's \$HOME \"here\""
cp "$(readlink -f /bin/sh)" "$program"

# started PROFILE
started()
{
	sh "$1" || fail "setcap does not take this:" "$(cat "$1")"
	# shellcheck disable=SC2016 # the variables are the program's
	setpriv --reuid=1 --regid=1 --clear-groups "$program" -c '
		while read -r line; do
			echo "$line"
		done </proc/$$/status' >"$tmp/status"
}

# shellcheck disable=SC3045 # the shells here know it
ulimit -n 100
captrace --profile=setcap -o "$tmp/one" -u daemon --caps sys_resource \
	"$program" -c 'ulimit -n 200' || fail "no profile"
captrace --profile=setcap -o "$tmp/empty" -u daemon --caps all "$program" -c :

started "$tmp/one"
expect_sets "$tmp/status" 0 1000000 1000000 "$all" 0
started "$tmp/empty"
expect_sets "$tmp/status" 0 0 0 "$all" 0
