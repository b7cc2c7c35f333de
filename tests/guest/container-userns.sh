#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In a container with a user namespace, a check against the initial one is out
# of reach, and one against its own is not.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"

needs crun

container_make box '{ "containerID": 0, "hostID": 100000, "size": 65536 }'
echo 'checks' >"$tmp/box/root/run.sh"
captrace -f --columns exe,cap,verdict,reason,ns,uid,cap-add -o "$tmp/all" \
	crun run -b "$tmp/box" captrace-box
expect_status $? 0
grep '^/bin/checks	' "$tmp/all" >"$tmp/out"
expect_lines "$tmp/out" <<END
/bin/checks CAP_SYS_ADMIN denied missing other 100000 yes
END
