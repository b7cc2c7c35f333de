#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --container and --cgroup show what the program of a crun container checks, and
# nothing else.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"

needs crun

container_make box
mkfifo "$tmp/box/root/go"
echo 'read -r line </go; checks -n 3' >"$tmp/box/root/run.sh"
crun run -b "$tmp/box" captrace-box &
crun=$!
wait_for 20 pgrep -f '^/bin/sh /run.sh' >"$tmp/pid" || fail "no container"
await_held "$(cat "$tmp/pid")"
start_captrace --container captrace-box --columns exe,cap,verdict,ns \
	-o "$tmp/container"
first=$captrace_pid
start_captrace --cgroup /sys/fs/cgroup/captrace-box \
	--columns exe,cap,verdict,ns -o "$tmp/cgroup"
checks -n 5
echo >"$tmp/box/root/go"
wait $crun
stop_captrace
captrace_pid=$first
stop_captrace
for file in container cgroup; do
	expect_lines "$tmp/$file" <<-END
		/bin/checks CAP_SYS_ADMIN denied initial
		/bin/checks CAP_SYS_ADMIN denied initial
		/bin/checks CAP_SYS_ADMIN denied initial
	END
done
