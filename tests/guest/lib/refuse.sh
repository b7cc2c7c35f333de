# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# What captrace does not do.  Needs lib.sh.

echo precious >"$tmp/file"

refuse()
{
	word=$1
	shift
	captrace "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	status=$?
	[ $status -eq 2 ] || fail "captrace $*: exit status $status"
	[ "$(wc -l <"$tmp/err")" -eq 1 ] ||
		fail "captrace $*: not one line:" "$(cat "$tmp/err")"
	grep -q "^captrace: .*$word" "$tmp/err" ||
		fail "captrace $*: '$word' is not named:" "$(cat "$tmp/err")"
	[ ! -s "$tmp/out" ] || fail "captrace $*: wrote to stdout"
	[ "$(cat "$tmp/file")" = precious ] ||
		fail "captrace $*: overwrote a file"
}
