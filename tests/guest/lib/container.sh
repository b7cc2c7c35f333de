# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# Containers by crun, each with a control group and namespaces of its own.
# Needs lib.sh.

# container_make NAME [MAP]: in $tmp/NAME, as root without capabilities, with the
# programs of the tests in /bin; it runs /run.sh.  MAP, in JSON, is of the ids of
# a user namespace.
container_make()
{
	root=$tmp/$1/root
	mkdir -p "$root/bin" "$root/dev" "$root/proc"
	cp "$(command -v checks)" "$root/bin"
	cp "$(command -v busybox)" "$root/bin/sh"
	chmod 755 "$tmp" "$tmp/$1" "$root"
	user='{ "type": "user" },'
	maps=", \"uidMappings\": [ $2 ], \"gidMappings\": [ $2 ]"
	[ "$2" ] || user='' maps=''
	cat >"$tmp/$1/config.json" <<-END
		{
			"ociVersion": "1.0.0",
			"process": {
				"user": { "uid": 0, "gid": 0 },
				"cwd": "/",
				"args": [ "/bin/sh", "/run.sh" ],
				"capabilities": {}
			},
			"root": { "path": "root" },
			"mounts": [
				{ "destination": "/proc", "type": "proc" },
				{ "destination": "/dev", "type": "tmpfs" }
			],
			"linux": {
				"namespaces": [
					$user
					{ "type": "pid" },
					{ "type": "uts" },
					{ "type": "cgroup" },
					{ "type": "mount" }
				] $maps
			}
		}
	END
}
