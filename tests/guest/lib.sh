# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What the tests of this directory share.  A test is a script that passes with
# exit status 0, fails with 1 and is skipped with 77; what it claims is the
# comment at its top.

tmp=$(mktemp -d) || exit 1

# Nothing that a test started lives longer than the test.
cleanup()
{
	for child in $(ps -o pid= --ppid $$ 2>/dev/null); do
		kill -KILL "$child" 2>/dev/null
	done
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# fail WORDS...: each on a line of its own.
fail()
{
	printf '%s\n' "$@"
	exit 1
}

skip()
{
	printf '%s\n' "$*"
	exit 77
}

# needs PROGRAM...
needs()
{
	for program; do
		command -v "$program" >/dev/null || skip "no $program here"
	done
}

# wait_for SECONDS COMMAND...: until the command succeeds; false if it does
# not within that time.
wait_for()
{
	read -r deadline _ </proc/uptime
	deadline=$((${deadline%.*} + $1))
	shift
	until "$@" 2>/dev/null; do
		read -r now _ </proc/uptime
		[ "${now%.*}" -lt "$deadline" ] || return 1
		sleep 0.02
	done
}

# expect_line FILE REGEX
expect_line()
{
	grep -Eq -- "$2" "$1" ||
		fail "no line of $1 matches '$2':" "$(head -n 20 "$1")"
}

expect_no_line()
{
	! grep -Eq -- "$2" "$1" ||
		fail "$1 has a line that matches '$2':" "$(grep -E -- "$2" "$1")"
}
