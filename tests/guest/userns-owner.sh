#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Who has made a user namespace may enter it as its owner, without holding any
# capability.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs unshare nsenter

captrace -f -u daemon -c sys_admin \
	--columns exe,cap,verdict,reason,cred,ns,cap-add \
	-o "$tmp/all" sh -c '
	unshare -U sleep 60 &
	until [ "$(readlink /proc/$!/ns/user)" != "$(readlink /proc/self/ns/user)" ]
	do :; done
	nsenter -U -t $! true
	kill $!' 2>"$tmp/err"
grep '/nsenter	' "$tmp/all" | cut -f 2- | sort -u >"$tmp/out"
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN granted owner own other -
END
