#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# -u runs a command as a user with the user's groups; what captrace does for
# that does not show.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs setpriv id

ids="$(id -u daemon) $(id -g daemon) $(id -G daemon)"
# shellcheck disable=SC2016 # for the other shell
setpriv --groups 4,5 captrace -u daemon -o "$tmp/out" \
	sh -c 'echo "$(id -u) $(id -g) $(id -G)"' >"$tmp/ids"
expect_status $? 0
[ "$(cat "$tmp/ids")" = "$ids" ] || fail "ids are $(cat "$tmp/ids"), not $ids"

captrace -v -u daemon -o "$tmp/out" checks -n 2
expect_status $? 0
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN	denied	sethostname$' 2
expect_no_line "$tmp/out" '/captrace	'
expect_no_line "$tmp/out" '	(set[a-z]*[ug]id|setgroups|capset|prctl)$'

setpriv --bounding-set=-setgid captrace -u daemon touch "$tmp/ran" 2>"$tmp/err"
expect_status $? 125
expect_count "$tmp/err" '^captrace: cannot' 1
expect_line "$tmp/err" "^captrace: .*'touch'.*groups of user 'daemon'.*not permitted"
[ ! -e "$tmp/ran" ] || fail "the command ran as somebody else"
