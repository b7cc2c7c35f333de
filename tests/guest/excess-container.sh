#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --excess tells what a container holds, and not what started it held.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"
. "${0%/*}/lib/container.sh"

needs crun

container_make box
sets='"bounding": [ "CAP_CHOWN", "CAP_SYS_ADMIN" ]'
for set in effective permitted; do
	sets="$sets, \"$set\": [ \"CAP_CHOWN\", \"CAP_SYS_ADMIN\" ]"
done
sed -i "s/\"capabilities\": {}/\"capabilities\": { $sets }/" "$tmp/box/config.json"
mkfifo "$tmp/box/root/go"
echo 'checks -n 3; read -r line </go' >"$tmp/box/root/run.sh"

start_captrace --excess --wait --container captrace-box -o "$tmp/out"
crun run -b "$tmp/box" captrace-box &
crun=$!
wait_for 20 pgrep -f '^/bin/sh /run.sh' >"$tmp/pid" || fail "no container"
pid=$(cat "$tmp/pid")
await_held "$pid"
grep -E '^Cap(Eff|Bnd):	0000000000200001$' "/proc/$pid/status" >"$tmp/held"
expect_count "$tmp/held" Cap 2
stop_captrace
expect_status $? 0
echo >"$tmp/box/root/go"
wait $crun

expect_line "$tmp/out" '^effective +2 +1  CAP_CHOWN$'
expect_line "$tmp/out" '^permitted +2 +1  CAP_CHOWN$'
expect_line "$tmp/out" '^bounding +2 +1  CAP_CHOWN$'
expect_line "$tmp/out" '^ambient +0 +0  -$'
