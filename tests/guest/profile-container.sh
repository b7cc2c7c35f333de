#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With exactly the profile that captrace prints of it, the web server of a
# container works, and without any of its capabilities it does not.
# kernels: 6.1 (what the server needs is not up to the kernel)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"
. "${0%/*}/lib/profile.sh"

needs crun python3

# What container engines give: as much as docker does.
some='"CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL",
	"CAP_SETGID", "CAP_SETUID", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE",
	"CAP_NET_RAW", "CAP_SYS_CHROOT", "CAP_MKNOD", "CAP_AUDIT_WRITE",
	"CAP_SETFCAP"'
echo "{ \"process\": { \"capabilities\": { \"bounding\": [ $some ],
	\"permitted\": [ $some ], \"effective\": [ $some ] } } }" >"$tmp/usual"

container_make box
cat >"$tmp/box/root/run.sh" <<'END'
set -e
rm -rf /www
mkdir /www
echo "it works" >/www/index.html
chmod 600 /www/index.html
chown 33:33 /www/index.html
exec httpd -f -p 80 -u 33:33 -h /www
END

# The page that only user 33 may read comes from port 80, by a server that is 33.
works()
{
	container_allow box "$1"
	crun run -b "$tmp/box" captrace-box 2>"$tmp/said" &
	service=$!
	wait_for 20 decided || fail "the container neither serves nor ends"
	runs $service && page_served && [ "$(cat "$tmp/page")" = "it works" ] &&
		pgrep -u 33 -x httpd >"$tmp/server"
	works=$?
	crun kill captrace-box KILL 2>"$tmp/kill"
	wait $service
	return $works
}

decided()
{
	! runs $service || page_served
}

start_captrace -o "$tmp/profile" --profile=oci --wait --container captrace-box
works "$tmp/usual" || fail "no page:" "$(cat "$tmp/said")"
stop_captrace
expect_status $? 0
prove oci "$tmp/profile"
