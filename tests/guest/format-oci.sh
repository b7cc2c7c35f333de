#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# crun starts a container with exactly what the profile in its configuration
# says.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/container.sh"
. "${0%/*}/lib/format.sh"

needs crun python3

# started PROFILE UID
started()
{
	python3 -B - "$tmp/box/config.json" "$1" "$2" <<-'END'
		import json, sys
		path, profile, uid = sys.argv[1:]
		config = json.load(open(path))
		process = config["process"]
		process["user"] = {"uid": int(uid), "gid": int(uid)}
		process.update(json.load(open(profile))["process"])
		json.dump(config, open(path, "w"))
	END
	crun run -b "$tmp/box" captrace-format >"$tmp/status"
}

container_make box ''
echo 'exec cat /proc/self/status' >"$tmp/box/root/run.sh"
ln -s sh "$tmp/box/root/bin/cat"

format_profiles oci
started "$tmp/root" 0
expect_sets "$tmp/status" 0 $two $two $two 0
started "$tmp/empty" 0
expect_sets "$tmp/status" 0 0 0 0 0
started "$tmp/user" 1
expect_sets "$tmp/status" $two $two $two $two $two
