#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A set-user-ID program is shown with its effective user, and a check for
# set*id(2) as such.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

chmod 755 "$tmp"
install -m 4755 "$(command -v calls)" "$tmp"
captrace -f -u daemon --columns uid,cap,verdict,syscall,setid -o "$tmp/out" \
	sh -c "$tmp/calls setuid 2; calls setuid 2" 2>"$tmp/err"
expect_lines "$tmp/out" <<END
0 CAP_SETUID granted setuid yes
1 CAP_SETUID denied setuid yes
END
captrace --columns uid,setid -o "$tmp/out" checks
expect_lines "$tmp/out" <<END
0 no
END
