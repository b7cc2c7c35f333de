#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --uid shows the checks made as these users, by name or number.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

start_captrace --uid daemon,2 -c sys_admin --columns uid,cap -o "$tmp/out"
checks
for uid in 1 2 3; do
	setpriv --reuid=$uid checks -n $uid
done
stop_captrace
expect_status $? 0
expect_lines "$tmp/out" <<END
1 CAP_SYS_ADMIN
2 CAP_SYS_ADMIN
2 CAP_SYS_ADMIN
END
