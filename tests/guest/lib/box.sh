# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# The root of a container, with the programs of this machine.  Needs lib.sh.

# box_make DIRECTORY [PROGRAM]...: PROGRAM is in /bin, and nothing else is there
# until the machine's /usr is mounted on /usr.
box_make()
{
	box=$1
	shift
	mkdir -p "$box"/bin "$box"/dev "$box"/etc "$box"/proc "$box"/run \
		"$box"/sys "$box"/tmp "$box"/usr/lib "$box"/var
	cp /etc/passwd /etc/group "$box/etc"
	cp "$(command -v busybox)" "$box/bin"
	for program in sh "$@"; do
		ln -s busybox "$box/bin/$program"
	done
	ln -s usr/lib "$box/lib"
	ln -s usr/lib64 "$box/lib64"
}

# What engines load into AppArmor stays behind, and captrace says so to whoever
# comes next.
box_forget_profiles()
{
	sed 's/ (.*//' /sys/kernel/security/apparmor/profiles |
		while read -r name; do
			printf %s "$name" >/sys/kernel/security/apparmor/.remove
		done
}
