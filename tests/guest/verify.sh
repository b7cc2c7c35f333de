#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --verify starts a command with a list, and tells what failed for want of more.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

touch "$tmp/file"
chown daemon "$tmp/file"
cat >"$tmp/run" <<'END'
grep CapEff /proc/self/status >"$2"
chown 7 "$1" || echo failed >>"$2"
chmod 600 "$1" || echo failed >>"$2"
:
END

# verify LIST
verify()
{
	rm -f "$tmp/out" "$tmp/did"
	captrace --verify "$1" -o "$tmp/out" sh "$tmp/run" "$tmp/file" \
		"$tmp/did" 2>"$tmp/err"
}

verify chown,fowner
expect_status $? 0
expect_line "$tmp/did" '^CapEff:	0000000000000009$'
expect_count "$tmp/did" failed 0
expect_lines "$tmp/out" <<END
no call failed for want of a capability
END

verify chown
expect_status $? 1
expect_count "$tmp/did" failed 1
expect_line "$tmp/out" '^CAP_FOWNER +1 +0  fchmodat2?$'
expect_line "$tmp/out" '^1 capability was denied, and calls failed$'
expect_count "$tmp/out" CAP_ 1

verify none
expect_status $? 1
expect_count "$tmp/did" failed 2
expect_line "$tmp/out" '^CAP_CHOWN +1 +0  fchownat$'
expect_line "$tmp/out" '^2 capabilities were denied, and calls failed$'

# What a recording needs is enough.
captrace -w "$tmp/recording" -f sh "$tmp/run" "$tmp/file" "$tmp/did"
verify "$tmp/recording"
expect_status $? 0
expect_count "$tmp/did" failed 0
expect_lines "$tmp/out" <<END
no call failed for want of a capability
END

# The command's own status comes first.
captrace --verify none -o "$tmp/out" sh -c 'chown 7 "$1"; exit 5' sh "$tmp/file" \
	2>"$tmp/err"
expect_status $? 5
