#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What capabilities grant and AppArmor denies is shown as granted with a word on
# it, and with --lsm as denied by whom.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

[ "$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)" = Y ] ||
	skip "this kernel runs without AppArmor"
needs apparmor_parser

chmod 755 "$tmp"
cp "$(command -v checks)" "$tmp/confined"
cat >"$tmp/profile" <<END
profile captrace-test $tmp/confined {
	capability,
	deny capability sys_admin,
	file,
}
END
apparmor_parser -r "$tmp/profile" || fail "no profile"

# shown FILE OPTION...: as root, then as a user without capabilities.
shown()
{
	file=$1
	shift
	captrace --columns cap,verdict,by,hook -o "$file" "$@" "$tmp/confined" \
		2>"$file.err"
	captrace --columns cap,verdict,by,hook -A "$file" -u daemon "$@" \
		"$tmp/confined" 2>>"$file.err"
}

shown "$tmp/default"
shown "$tmp/lsm" --lsm
shown "$tmp/denied" --lsm --denied
shown "$tmp/granted" --lsm --granted
captrace --lsm --columns cap,verdict,by,hook -o "$tmp/free" checks
apparmor_parser -R "$tmp/profile"

expect_lines "$tmp/default" <<END
CAP_SYS_ADMIN granted capabilities return
CAP_SYS_ADMIN denied capabilities return
END
expect_count "$tmp/default.err" '^captrace: .*AppArmor' 2
expect_lines "$tmp/lsm" <<END
CAP_SYS_ADMIN denied lsm lsm
CAP_SYS_ADMIN denied capabilities lsm
END
expect_no_line "$tmp/lsm.err" AppArmor
expect_lines "$tmp/denied" <<END
CAP_SYS_ADMIN denied lsm lsm
CAP_SYS_ADMIN denied capabilities lsm
END
expect_count "$tmp/granted" . 0
expect_lines "$tmp/free" <<END
CAP_SYS_ADMIN granted all lsm
END
