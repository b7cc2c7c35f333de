#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With exactly the profile that captrace prints of it as a drop-in, nginx.service
# works, and without any of its capabilities it does not.
# kernels: 6.1 (what the service needs is not up to the kernel)
# machine: --init systemd
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/profile.sh"

needs nginx systemctl

dropin=/run/systemd/system/nginx.service.d/captrace.conf
log=/var/log/nginx/error.log

# systemd says that it has started, and its first page comes from port 80, by
# workers that are www-data.
works()
{
	mkdir -p "${dropin%/*}"
	cp "$1" $dropin
	systemctl daemon-reload
	rm -rf /var/lib/nginx/*
	: >$log
	works=1
	if systemctl start nginx 2>"$tmp/said"; then
		wait_for 20 decided || fail "nginx neither serves nor fails"
		workers_are_lesser && page_served &&
			grep -q 'Welcome to nginx' "$tmp/page"
		works=$?
		systemctl stop nginx
	fi
	systemctl reset-failed nginx
	return $works
}

decided()
{
	workers_gone || workers_are_lesser
}

workers_are_lesser()
{
	pgrep -u www-data -x nginx >"$tmp/workers"
}

# Workers that cannot become www-data end, and the master stays.
workers_gone()
{
	grep -q 'cannot be respawned' $log
}

start_captrace -o "$tmp/profile" --profile=systemd --wait --unit nginx
echo '[Service]' >"$tmp/nothing"
works "$tmp/nothing" || fail "no page:" "$(cat "$tmp/said")"
stop_captrace
expect_status $? 0
prove systemd "$tmp/profile"
