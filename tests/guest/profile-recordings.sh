#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Of several recordings --profile makes one profile, with --by one for each
# program, and with --explain it says why.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

: >"$tmp/file"
captrace -K -w "$tmp/first" chown 1 "$tmp/file"
expect_status $? 0
captrace -K -w "$tmp/second" checks -n 2
expect_status $? 0

# expect_profile FILE LINE...: it has just these.
expect_profile()
{
	file=$1
	shift
	printf '%s\n' "$@" | diff - "$file" >"$tmp/diff" ||
		fail "not the profile:" "$(cat "$tmp/diff")"
}

captrace --profile docker -o "$tmp/one" -r "$tmp/first" "$tmp/second"
expect_profile "$tmp/one" --cap-drop=ALL --cap-add=CHOWN --cap-add=SYS_ADMIN

captrace --profile docker --by exe -o "$tmp/each" -r "$tmp/first" "$tmp/second"
expect_profile "$tmp/each" "# $(readlink -f "$(command -v chown)")" \
	--cap-drop=ALL --cap-add=CHOWN '' \
	"# $(readlink -f "$(command -v checks)")" \
	--cap-drop=ALL --cap-add=SYS_ADMIN

captrace --profile docker --explain -o "$tmp/why" -r "$tmp/second"
sed -n '/^--cap-add=SYS_ADMIN$/,$p' "$tmp/why" >"$tmp/reasons"
expect_line "$tmp/reasons" '^# granted 2, denied 0$'
expect_line "$tmp/reasons" '^# by sethostname$'
expect_line "$tmp/reasons" '^# in the kernel: .*sethostname\+0x'
