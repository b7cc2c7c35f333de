#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --pidns and --userns show what is in the namespace of a process or below it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs unshare

mkfifo "$tmp/go"

# shown OPTION UNSHARE-OPTION...: three checks in a namespace, two in another one
# below it, and more outside.
shown()
{
	option=$1
	shift
	cat >"$tmp/work" <<-END
		unshare $* checks -n 2 -w $tmp/go
		checks -n 3
	END
	unshare "$@" sh "$tmp/work" &
	unshared=$!
	wait_for 20 pgrep -x checks >"$tmp/pid" || fail "nothing in a namespace"
	await_held "$(cat "$tmp/pid")"
	start_captrace "$option" "$(pgrep -f "^sh $tmp/work")" \
		-c sys_admin --columns comm,cap -o "$tmp/out"
	checks -n 7
	release "$tmp/go"
	wait $unshared
	stop_captrace
	expect_status $? 0
	expect_count "$tmp/out" '^checks	CAP_SYS_ADMIN$' 5
}

shown --pidns -p -f
shown --userns -U -r
