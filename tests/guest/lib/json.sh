# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# What --json has printed.  Needs lib.sh.

needs python3
lib=${0%/*}/lib
project=${0%/*}/../..

# expect_valid FILE: each line is as the schema says.
expect_valid()
{
	python3 -B "$project/tests/json/validate.py" \
		"$project/tool/captrace.schema.json" <"$1" >"$tmp/invalid" ||
		fail "not as the schema says:" "$(head "$tmp/invalid")"
}

# members FILE KIND[,KIND] MEMBER...: a line for each, with tabs.
members()
{
	file=$1
	shift
	python3 -B "$lib/members.py" "$@" <"$file"
}
