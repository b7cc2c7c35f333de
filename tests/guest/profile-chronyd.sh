#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With exactly the profile that captrace prints of it, chronyd works as Debian has
# configured it, and without any of its capabilities it does not, but for those
# named here.
# kernels: 6.1 (what chronyd needs is not up to the kernel)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/profile.sh"

needs chronyd chronyc setpriv

pidfile=/run/chrony/chronyd.pid

# It runs as _chrony behind its system call filter, takes orders from root on its
# socket, and steps the clock by the hour that it is told to.
works()
{
	rm -rf /run/chrony /var/log/chrony /var/lib/chrony/*
	"$@" chronyd -d -F 1 2>"$tmp/said" &
	service=$!
	wait_for 20 decided || fail "chronyd neither begins nor ends"
	before=$(date +%s)
	runs $service &&
		chronyc -n -h "${pidfile%/*}/chronyd.sock" -m 'manual on' \
			'settime 1 hour' makestep >"$tmp/orders" 2>&1 &&
		[ "$(date +%s)" -ge $((before + 3590)) ] &&
		[ "$(ps -o user= -C chronyd | sort -u)" = _chrony ]
	works=$?
	! runs $service || kill -TERM "$(cat $pidfile)"
	wait $service
	[ $works -ne 0 ] || date -s "@$before" >"$tmp/date"
	return $works
}

# It loads its filter last.
decided()
{
	! runs $service || grep -q 'Loaded seccomp filter' "$tmp/said"
}

works captrace -f -o "$tmp/profile" --profile=setpriv ||
	fail "no clock that is set:" "$(cat "$tmp/said" "$tmp/orders")"
# CAP_DAC_OVERRIDE does for it.
prove setpriv "$tmp/profile" dac_read_search
