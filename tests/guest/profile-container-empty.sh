#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The profile of a container that needs no capability is an empty one, and with
# that the container works.
# kernels: 6.1 (what the program needs is not up to the kernel)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"
. "${0%/*}/lib/profile.sh"

needs crun python3

container_make box
cat >"$tmp/box/root/run.sh" <<'END'
mkdir -p /tmp
for i in 1 2 3; do
	echo $i >/tmp/$i
done
cat /tmp/* | wc -l
grep CapBnd /proc/self/status
END

# Its own files are counted right.
works()
{
	container_allow box "$1"
	crun run -b "$tmp/box" captrace-box >"$tmp/said" || fail "no container"
	[ "$(head -n 1 "$tmp/said" | xargs)" = 3 ]
}

all='"CAP_SYS_ADMIN", "CAP_DAC_OVERRIDE", "CAP_CHOWN"'
echo "{ \"process\": { \"capabilities\": { \"bounding\": [ $all ],
	\"permitted\": [ $all ], \"effective\": [ $all ] } } }" >"$tmp/some"

start_captrace -o "$tmp/profile" --profile=oci --wait --container captrace-box
works "$tmp/some" || fail "it does not count:" "$(cat "$tmp/said")"
stop_captrace
expect_status $? 0
expect_line "$tmp/said" '^CapBnd:	0000000000200003$'

mkdir "$tmp/without"
[ -z "$(split_oci "$tmp/profile")" ] ||
	fail "the profile is not empty:" "$(cat "$tmp/profile")"
works "$tmp/profile" || fail "it does not count:" "$(cat "$tmp/said")"
expect_line "$tmp/said" '^CapBnd:	0000000000000000$'
