#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# podman starts a container with exactly what a profile for it says, as root and
# as a user.
# kernels: 6.1 (it takes long, and the kernel has no part in it)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/box.sh"
. "${0%/*}/lib/format.sh"

needs podman

quietly_podman()
{
	podman --root="$tmp/store" --runroot="$tmp/run" --storage-driver=vfs \
		--cgroup-manager=cgroupfs --events-backend=none "$@" \
		2>"$tmp/err" || fail "podman $*:" "$(cat "$tmp/err")"
}

# started PROFILE UID
started()
{
	# shellcheck disable=SC2046 # that is how it is used
	quietly_podman run --rm --network=none --cgroups=disabled --user="$2" \
		$(cat "$1") localhost/box cat /proc/self/status >"$tmp/status"
}

box_make "$tmp/box" cat
tar -C "$tmp/box" -c . | quietly_podman import - localhost/box >/dev/null
format_profiles podman
started "$tmp/root" 0
expect_sets "$tmp/status" 0 $two $two $two 0
started "$tmp/empty" 0
expect_sets "$tmp/status" 0 0 0 0 0
started "$tmp/user" 1
expect_sets "$tmp/status" $two $two $two $two $two

box_forget_profiles
