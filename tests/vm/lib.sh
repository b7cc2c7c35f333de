# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What the scripts of this directory share; sourced, never run.

set -euo pipefail

# POSIX names for sorting and messages that other programs can parse.
export LC_ALL=C.UTF-8
umask 022

# The makes of these scripts are their own.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../.." && pwd -P)
build=$top/build

# Bad input, or a machine that lacks something: say what to do, exit 2.
die() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 2
}

# Progress, in the form of kbuild's quiet lines.
say() {
	printf '  %-7s %s\n' "$1" "$2" >&2
}

# architecture KERNEL-DIRECTORY: of the kernel; an old cache holds only amd64.
architecture() {
	cat "$1/arch" 2>/dev/null || echo amd64
}

# cross ARCHITECTURE: what the names of its compiler and linker begin with;
# nothing for amd64, as the tools of the host make that.
cross() {
	local prefix

	case $1 in
	amd64) return ;;
	armhf) prefix=arm-linux-gnueabihf- ;;
	s390x) prefix=s390x-linux-gnu- ;;
	*) die "no compiler is known for $1" ;;
	esac
	command -v "${prefix}gcc" >/dev/null ||
		die "${prefix}gcc is missing: run tests/deps foreign"
	echo "$prefix"
}

# lock NAME: one at a time may fill the cache NAME; held until the caller ends.
lock() {
	mkdir -p "$build/lock"
	exec {lock_fd}>"$build/lock/$1"
	flock "$lock_fd"
}
