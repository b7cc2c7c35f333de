#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What crun says of a container whose control group does not tell is in its
# checks while it runs, and stays in a recording when crun has forgotten it.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"

needs crun

columns=exe,cap,container,container-id,runtime,cgroup

# crun writes its file a moment after the first checks, and captrace looks again
# for it some times a second.
container_make box
cat >"$tmp/box/root/run.sh" <<'END'
i=0
while [ $i -lt 100 ]; do
	checks
	i=$((i + 1))
done
END
# The control group has not the name of the container.
sed -i 's|"linux": {|& "cgroupsPath": "/captrace-place/a",|' \
	"$tmp/box/config.json"

start_captrace --columns $columns -o "$tmp/lines"
prompt=$captrace_pid
start_captrace -w "$tmp/recording"
crun run -b "$tmp/box" captrace-box || fail "no container"
[ ! -e /run/crun/captrace-box ] || fail "crun has not forgotten it"
checks -n 5
for captrace_pid in $prompt $captrace_pid; do
	stop_captrace
	expect_status $? 0
done
rmdir /sys/fs/cgroup/captrace-place

grep '^/bin/checks	' "$tmp/lines" >"$tmp/checks"
expect_count "$tmp/checks" '	/captrace-place/a$' 100
tail -n 1 "$tmp/checks" >"$tmp/last"
expect_lines "$tmp/last" <<END
/bin/checks CAP_SYS_ADMIN captrace-box captrace-box crun /captrace-place/a
END

# Nothing of this machine tells the name any more.
captrace -r "$tmp/recording" --container captrace-box --columns $columns \
	>"$tmp/chosen"
captrace -r "$tmp/recording" --columns $columns >"$tmp/recorded"
for file in chosen recorded; do
	expect_count "$tmp/$file" '^/bin/checks	CAP_SYS_ADMIN	captrace-box	captrace-box	crun	' 100
done
[ "$(cut -f 3 "$tmp/chosen" | sort -u)" = captrace-box ] ||
	fail "others show:" "$(cat "$tmp/chosen")"
expect_count "$tmp/recorded" '/guest/checks	CAP_SYS_ADMIN	-	-	-	' 5
