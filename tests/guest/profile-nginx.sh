#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With exactly the profile that captrace prints of it, nginx works as Debian has
# configured it, and without any of its capabilities it does not.
# kernels: 6.1 (what nginx needs is not up to the kernel)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/profile.sh"

needs nginx setpriv

log=/var/log/nginx/error.log

# Its first page comes from port 80, and by workers that are www-data.
works()
{
	rm -rf /var/lib/nginx/* /run/nginx.pid
	: >$log
	"$@" nginx -g 'daemon off;' 2>"$tmp/said" &
	service=$!
	wait_for 20 decided || fail "nginx neither serves nor ends"
	workers_are_lesser && page_served && grep -q 'Welcome to nginx' "$tmp/page"
	works=$?
	! runs $service || kill -QUIT "$(cat /run/nginx.pid)"
	wait $service
	return $works
}

decided()
{
	! runs $service || workers_gone || workers_are_lesser
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

works captrace -f -o "$tmp/profile" --profile=setpriv || fail "no page"
prove setpriv "$tmp/profile"
