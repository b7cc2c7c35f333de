#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# LXC starts a container with exactly what the profile at the end of its
# configuration says; a user gets it by the command that is in the profile.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/box.sh"
. "${0%/*}/lib/format.sh"

needs lxc-start

# started PROFILE UID
started()
{
	mkdir -p "$tmp/lxc/box"
	{
		cat <<-END
			lxc.rootfs.path = dir:$tmp/box
			lxc.net.0.type = none
			lxc.apparmor.profile = unconfined
			lxc.mount.auto = proc
			lxc.cap.drop = chown kill
			lxc.init.uid = $2
			lxc.init.gid = $2
		END
		cat "$1"
	} >"$tmp/lxc/box/config"
	: >"$tmp/box/tmp/status"
	chmod 666 "$tmp/box/tmp/status"
	lxc-start -n box -P "$tmp/lxc" -F -- \
		/bin/sh -c 'exec /bin/cat /proc/self/status >/tmp/status' ||
		fail "no container"
}

box_make "$tmp/box"
cp "$tmp/box/bin/busybox" "$tmp/box/bin/cat"
format_profiles lxc
started "$tmp/root" 0
expect_sets "$tmp/box/tmp/status" 0 $two $two $two 0
started "$tmp/empty" 0
expect_sets "$tmp/box/tmp/status" 0 0 0 0 0
started "$tmp/user" 1
expect_sets "$tmp/box/tmp/status" 0 0 0 $two 0
format_setcap "$tmp/user" "$tmp/box/bin/cat"
started "$tmp/user" 1
expect_sets "$tmp/box/tmp/status" 0 $two $two $two 0
