#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# docker starts a container with exactly what a profile for it says; a user gets
# it by the command that captrace says.
# kernels: 6.1 (it takes long, and the kernel has no part in it)
# limit: 150
. "${0%/*}/lib.sh"
. "${0%/*}/lib/box.sh"
. "${0%/*}/lib/format.sh"

needs docker dockerd

export DOCKER_HOST="unix://$tmp/socket"

answers()
{
	docker info >/dev/null
}

# started PROFILE UID
started()
{
	# shellcheck disable=SC2046 # that is how it is used
	docker run --rm --network=none --user="$2" -v "$tmp/programs:/programs" \
		$(cat "$1") box /programs/cat /proc/self/status >"$tmp/status" ||
		fail "docker does not run it"
}

dockerd -H "$DOCKER_HOST" --data-root="$tmp/data" --exec-root="$tmp/exec" \
	--pidfile="$tmp/pid" --storage-driver=vfs --bridge=none --iptables=false \
	--ip6tables=false >"$tmp/log" 2>&1 &
docker_pid=$!
wait_for 40 answers || fail "docker does not start:" "$(cat "$tmp/log")"

box_make "$tmp/box"
tar -C "$tmp/box" -c . | docker import - box >/dev/null || fail "no image"
mkdir "$tmp/programs"
cp "$(command -v busybox)" "$tmp/programs/cat"
format_profiles docker
started "$tmp/root" 0
expect_sets "$tmp/status" 0 $two $two $two 0
format_setcap "$tmp/notes" "$tmp/programs/cat"
started "$tmp/user" 1
expect_sets "$tmp/status" 0 $two $two $two 0

kill -TERM $docker_pid
wait $docker_pid

box_forget_profiles
