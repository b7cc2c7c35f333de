#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Each check in a container that crun has from systemd has the container's name,
# also where captrace gets to it only when the container is gone.
# machine: --init systemd
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"

needs crun systemctl

columns=exe,cap,container,runtime,unit
named='/bin/checks CAP_SYS_ADMIN captrace-box crun crun-captrace-box.scope'

container_make box
echo 'checks -n 2; exec checks' >"$tmp/box/root/run.sh"

start_captrace --columns $columns -o "$tmp/lines"
prompt=$captrace_pid
start_captrace --wait --container captrace-box --columns $columns -o "$tmp/wait"
prompt="$prompt $captrace_pid"
start_captrace --columns $columns -c sys_admin -o "$tmp/late"
late=$captrace_pid
start_captrace -c sys_admin -w "$tmp/recording"
late="$late $captrace_pid"

# shellcheck disable=SC2086 # one word for each
kill -STOP $late
checks -n 5
crun --systemd-cgroup run -b "$tmp/box" captrace-box || fail "no container"
checks -n 5
wait_for 20 test ! -e /sys/fs/cgroup/system.slice/crun-captrace-box.scope ||
	fail "the container is not gone"
[ ! -e /run/crun/captrace-box ] || fail "crun has not forgotten it"
# shellcheck disable=SC2086
kill -CONT $late

for captrace_pid in $prompt $late; do
	stop_captrace
	expect_status $? 0
done
captrace -r "$tmp/recording" --columns $columns >"$tmp/recorded"
captrace -r "$tmp/recording" --container captrace-box --columns $columns \
	>"$tmp/chosen"

for file in lines wait late recorded chosen; do
	grep '^/bin/checks	' "$tmp/$file" >"$tmp/checks"
	expect_lines "$tmp/checks" <<-END
		$named
		$named
		$named
	END
done
for file in lines late recorded; do
	expect_count "$tmp/$file" '/guest/checks	CAP_SYS_ADMIN	-	-	vm.service$' 10
done
for file in wait chosen; do
	[ "$(cut -f 3 "$tmp/$file" | sort -u)" = captrace-box ] ||
		fail "others show:" "$(cat "$tmp/$file")"
done
