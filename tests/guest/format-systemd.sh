#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# systemd starts a service with exactly what the profile in its drop-in says,
# whatever the unit says.
# machine: --init systemd
. "${0%/*}/lib.sh"
. "${0%/*}/lib/format.sh"

needs systemctl

unit=/run/systemd/system/captrace-format.service

# started PROFILE LINE...: of the unit
started()
{
	profile=$1
	shift
	mkdir -p $unit.d
	cp "$profile" $unit.d/profile.conf
	printf '%s\n' '[Service]' Type=oneshot \
		'CapabilityBoundingSet=CAP_SYS_ADMIN CAP_KILL' \
		'ExecStart=cat /proc/self/status' \
		StandardOutput=file:"$tmp/status" "$@" >$unit
	systemctl daemon-reload
	systemctl start ${unit##*/} || fail "the service does not start"
	rm -r $unit $unit.d
	systemctl daemon-reload
}

format_profiles systemd
started "$tmp/root"
expect_sets "$tmp/status" 0 $two $two $two 0
started "$tmp/empty"
expect_sets "$tmp/status" 0 0 0 0 0
started "$tmp/user" User=daemon AmbientCapabilities=CAP_KILL
expect_sets "$tmp/status" $two $two $two $two $two
