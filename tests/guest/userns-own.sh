#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In a user namespace of its own a process holds all capabilities, which are no
# good outside of it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs unshare hostname

# in_own COMMAND...: without the checks that make the namespace.
in_own()
{
	captrace -u daemon -c sys_admin -o "$tmp/all" \
		--columns exe,cap,verdict,reason,ns,userns,cred-userns,cap-add \
		unshare -U -r -u "$@"
	grep -v '^[^	]*/unshare	' "$tmp/all" | cut -f 2- >"$tmp/out"
}

in_own sh -c 'readlink /proc/self/ns/user; exec hostname own' >"$tmp/ns"
inner=$(tr -dc '0-9' <"$tmp/ns")
expect_lines "$tmp/out" <<END
CAP_SYS_ADMIN granted held other $inner $inner -
END

in_own sh -c "readlink /proc/self/ns/user; exec mknod $tmp/disk b 7 0" >"$tmp/ns"
captrace -u daemon -c mknod --columns verdict,reason,ns,cap-add -o "$tmp/out" \
	unshare -U -r mknod /tmp/disk b 7 0 2>"$tmp/err"
expect_lines "$tmp/out" <<END
denied outside initial no
END
