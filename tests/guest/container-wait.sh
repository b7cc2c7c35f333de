#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --wait --container shows all that the program of a container checks that comes
# later and lives for a moment.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"

needs crun

container_make box
echo 'exec checks -n 3' >"$tmp/box/root/run.sh"
start_captrace --wait --container captrace-box \
	--columns exe,cap,verdict,cgroup -o "$tmp/all"
checks -n 5
crun run -b "$tmp/box" captrace-box || fail "no container"
checks -n 5
stop_captrace
expect_status $? 0
# crun itself enters the control group before it sets up the container.
grep '^/bin/checks	' "$tmp/all" >"$tmp/out"
expect_lines "$tmp/out" <<END
/bin/checks CAP_SYS_ADMIN denied /captrace-box
/bin/checks CAP_SYS_ADMIN denied /captrace-box
/bin/checks CAP_SYS_ADMIN denied /captrace-box
END
[ "$(cut -f 4 "$tmp/all" | sort -u)" = /captrace-box ] ||
	fail "something else shows:" "$(grep -v '/captrace-box$' "$tmp/all")"
