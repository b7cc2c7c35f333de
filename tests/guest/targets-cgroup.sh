#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --cgroup shows the checks of a control group and of those below it, whoever
# comes in.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

cgroup=/sys/fs/cgroup/captrace-test
mkdir -p $cgroup/below /sys/fs/cgroup/captrace-testimony
start_captrace --cgroup $cgroup -c sys_admin --columns exe,cap,cgroup \
	-o "$tmp/out"
start_first=$captrace_pid
start_captrace --cgroup /captrace-test/below -c sys_admin --columns exe,cap \
	-o "$tmp/below"

checks
in_cgroup $cgroup checks -n 2
in_cgroup $cgroup/below checks -n 3
in_cgroup /sys/fs/cgroup/captrace-testimony checks -n 4
stop_captrace
captrace_pid=$start_first
stop_captrace
rmdir $cgroup/below $cgroup /sys/fs/cgroup/captrace-testimony
expect_count "$tmp/out" . 5
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN	/captrace-test$' 2
expect_count "$tmp/out" '/checks	CAP_SYS_ADMIN	/captrace-test/below$' 3
expect_count "$tmp/below" . 3
