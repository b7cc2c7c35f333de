#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In a pid namespace, captrace speaks of the pids of that namespace, and sees
# only what is in it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs unshare

unshare --pid --fork --mount-proc sh -c "
	captrace -o $tmp/own sh -c 'echo \$\$ >$tmp/pid; exec checks' &&
	captrace -o $tmp/all & sleep_pid=\$!
	until grep -q poll /proc/\$sleep_pid/wchan; do :; done
	touch $tmp/started
	until [ -e $tmp/done ]; do :; done
	checks
	kill \$sleep_pid; wait \$sleep_pid" &
unshared=$!
wait_for 20 test -e "$tmp/started" || fail "not started"
checks -n 5
touch "$tmp/done"
wait $unshared
expect_count "$tmp/own" "	$(cat "$tmp/pid")	.*/checks	CAP_SYS_ADMIN" 1
expect_count "$tmp/all" '/checks	CAP_SYS_ADMIN' 1
