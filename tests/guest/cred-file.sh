#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A check of the credential that a file was opened with is told from one of who
# writes to it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs unshare

own_namespace()
{
	[ "$(readlink "/proc/$1/ns/user")" != "$(readlink /proc/self/ns/user)" ]
}

unshare -U sleep 60 &
wait_for 10 own_namespace $! || fail "no user namespace"
exec 3>"/proc/$!/uid_map"
captrace -u daemon --columns cap,verdict,syscall,cred,ns,reason,cap-add \
	-o "$tmp/out" calls write 3 '0 1 1'
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN granted write file other owner -
CAP_SETUID denied write own initial missing yes
END
