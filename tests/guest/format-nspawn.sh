#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# systemd-nspawn starts a container with exactly what the profile in its
# settings says.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/box.sh"
. "${0%/*}/lib/format.sh"

needs systemd-nspawn

# started PROFILE [LINE]...: of the settings
started()
{
	profile=$1
	shift
	{
		cat "$profile"
		printf '%s\n' "$@"
	} >"$tmp/box.nspawn"
	systemd-nspawn -q -D "$tmp/box" --settings=trusted --bind-ro=/usr \
		--link-journal=no --register=no --keep-unit --pipe \
		cat /proc/self/status >"$tmp/status" 2>"$tmp/err" ||
		fail "no container:" "$(cat "$tmp/err")"
}

box_make "$tmp/box" cat
format_profiles nspawn
started "$tmp/root"
expect_sets "$tmp/status" $two $two $two $two 0
started "$tmp/empty"
expect_sets "$tmp/status" 0 0 0 0 0
started "$tmp/user" User=daemon
expect_sets "$tmp/status" $two $two $two $two $two
