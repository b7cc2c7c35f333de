# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# Proving a profile by the service that it was made of.  Needs lib.sh.  A test
# has a function `works`, which starts the service, tells whether it does its
# work, and ends it, as if it had never run: with a command in front of it, or,
# where others start it, with a profile that they are given.

# works_with FORMAT FILE
works_with()
{
	case $1 in
	setpriv)
		# shellcheck disable=SC2046 # an option on each line
		works setpriv $(cat "$2")
		;;
	*)
		works "$2"
		;;
	esac
}

# split_setpriv FILE, and so on: prints the capabilities of a profile, as the
# format spells them, and leaves in $tmp/without the profile without each.
split_setpriv()
{
	for cap in $(sed -n 's/^--bounding-set=-all//p' "$1" | tr ,+ ' '); do
		sed -E "s/,\+$cap(,|\$)/\1/" "$1" >"$tmp/without/$cap"
		echo "$cap"
	done
}

split_systemd()
{
	sed -n 's/^CapabilityBoundingSet=\(.\)/\1/p' "$1" | while read -r cap; do
		grep -vx "CapabilityBoundingSet=$cap" "$1" >"$tmp/without/$cap"
		echo "$cap"
	done
}

split_oci()
{
	python3 -c 'import json, sys
caps = json.load(open(sys.argv[1]))["process"]["capabilities"]
for cap in caps["bounding"]:
	rest = { set: [other for other in caps[set] if other != cap] for set in caps }
	with open(sys.argv[2] + "/" + cap, "w") as file:
		json.dump({ "process": { "capabilities": rest } }, file)
	print(cap)' "$1" "$tmp/without"
}

# prove FORMAT FILE [CAPABILITY...]: with exactly the profile, the service works.
# Without one of its capabilities it does not, but for these: README.md says why
# they are in the profile.
prove()
{
	format=$1 profile=$2
	shift 2
	mkdir "$tmp/without"
	caps=$(split_"$format" "$profile" | xargs)
	echo "profile: $caps"
	works_with "$format" "$profile" ||
		fail "it does not work with this profile:" "$(cat "$profile")"
	spare=
	for cap in $caps; do
		! cmp -s "$profile" "$tmp/without/$cap" ||
			fail "cannot take $cap away:" "$(cat "$profile")"
		! works_with "$format" "$tmp/without/$cap" || spare="$spare $cap"
	done
	[ "$spare" = "${*:+ $*}" ] ||
		fail "it works without '${spare# }', not without '$*'"
}

# container_allow NAME FILE: gives the container the capabilities of a profile.
container_allow()
{
	python3 -c 'import json, sys
config = json.load(open(sys.argv[1]))
config["process"].update(json.load(open(sys.argv[2]))["process"])
json.dump(config, open(sys.argv[1], "w"))' "$tmp/$1/config.json" "$2"
}

# True if the process is there and no zombie.
runs()
{
	read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
	case ${stat##*) } in Z*) return 1 ;; esac
}

# Whether there is a page on port 80; it is then in $tmp/page.
page_served()
{
	timeout 5 busybox wget -q -O "$tmp/page" http://127.0.0.1/
}
