#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Each check of a systemd service has the unit that systemd says it is in, in
# lines, in JSON, with --wait --unit, and in a recording shown when it is gone.
# machine: --init systemd
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs systemd-run systemctl

columns=exe,cap,unit

# traced UNIT [OPTION]...: of systemd-run.
traced()
{
	unit=$1
	shift
	start_captrace --columns $columns -o "$tmp/lines"
	traces=$captrace_pid
	start_captrace --wait --unit "$unit" --columns $columns -o "$tmp/wait"
	traces="$traces $captrace_pid"
	start_captrace --json -o "$tmp/json"
	traces="$traces $captrace_pid"
	start_captrace -w "$tmp/recording"
	traces="$traces $captrace_pid"

	checks -n 5
	systemd-run -q --wait --unit="$unit" "$@" \
		-p StandardOutput=file:"$tmp/said" \
		sh "$tmp/service" "$(command -v checks)" ||
		fail "no service"
	checks -n 5
	for captrace_pid in $traces; do
		stop_captrace
		expect_status $? 0
	done
	! systemctl is-active -q "$unit" || fail "the service is not gone"
	captrace -r "$tmp/recording" --columns $columns >"$tmp/recorded"
	captrace -r "$tmp/recording" --unit "$unit" --columns $columns \
		>"$tmp/chosen"
}

# Checks by nobody but the service have its unit: 3 of 13.
expect_unit()
{
	said=$(cat "$tmp/said")
	[ "$said" = "$1" ] || fail "systemd says '$said'"
	for file in lines recorded; do
		expect_count "$tmp/$file" '/checks	CAP_SYS_ADMIN	' 13
		expect_count "$tmp/$file" "/checks	CAP_SYS_ADMIN	$said$" 3
		expect_count "$tmp/$file" '/checks	CAP_SYS_ADMIN	vm.service$' 10
	done
	for file in wait chosen; do
		expect_count "$tmp/$file" "/checks	CAP_SYS_ADMIN	$said$" 3
		[ "$(cut -f 3 "$tmp/$file" | sort -u)" = "$said" ] ||
			fail "others show:" "$(grep -v "	$said$" "$tmp/$file")"
	done
	grep '"kind":"check".*/checks"' "$tmp/json" >"$tmp/json.checks"
	expect_count "$tmp/json.checks" . 13
	expect_count "$tmp/json.checks" "\"cgroup\":{[^}]*\"unit\":\"$said\"" 3
}

# In a file, as systemd expands "$$" itself.
cat >"$tmp/service" <<'END'
ps -o unit= -p $$
exec "$1" -n 3
END
traced captrace-test
expect_unit captrace-test.service
traced captrace-test@1.service --slice=captrace-below.slice
expect_unit captrace-test@1.service
