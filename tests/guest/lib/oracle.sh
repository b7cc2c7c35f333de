# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What the kernel's own tracer sees at cap_capable(): a kprobe event for the
# arguments and a kretprobe event for the result; and at the functions that
# always ask and may have it inlined.  In an instance of its own.
# Needs lib.sh, and a kernel whose arguments are in x86-64 registers.

tracefs=/sys/kernel/tracing
oracle=$tracefs/instances/oracle

oracle_start()
{
	# shellcheck disable=SC2016 # the kernel's own variable
	echo 'p:oracle/enter cap_capable cap=%dx:u32 opts=%cx:u32
r:oracle/leave cap_capable ret=$retval:s32
p:oracle/memory cap_vm_enough_memory
p:oracle/capset cap_capset' >>$tracefs/kprobe_events
	mkdir $oracle
	echo 16384 >$oracle/buffer_size_kb
	echo 1 >$oracle/events/oracle/enable
}

# Of tasks with a number above $1 and up to $2.  Into the file $3 lines
# "tid capability result", the two events of a check following each other in
# the same task; into the file $4 lines "tid capability" for each call of a
# function that always asks for it.
oracle_stop()
{
	echo 0 >$oracle/events/oracle/enable
	! grep -q LOST $oracle/trace || fail "the kernel's tracer lost events"
	sed -n 's/^.*-\([0-9]*\) .* \([a-z]*\): (\(.*\)) *\(.*\)$/\1 \2 \4/p' \
		$oracle/trace >"$3.events"
	awk -v first="$1" -v last="$2" '
		$1 <= first || $1 > last { next }
		$2 == "enter" { sub("cap=", "", $3); cap[$1] = $3 }
		$2 == "leave" { sub(".*=", "", $NF); print $1, cap[$1], $NF }' \
		"$3.events" >"$3"
	awk -v first="$1" -v last="$2" '
		$1 <= first || $1 > last { next }
		$2 == "memory" { print $1, 21 }
		$2 == "capset" { print $1, 8 }' "$3.events" >"$4"
	rmdir $oracle
	echo '-:oracle/enter
-:oracle/leave
-:oracle/memory
-:oracle/capset' >>$tracefs/kprobe_events
}

# Real programs that make many checks, in the directory $1; leaves $1/mnt there.
oracle_programs()
{
	mkdir "$1/mnt"
	ping -c1 127.0.0.1
	su daemon -s /bin/sh -c 'id; cat /etc/shadow'
	touch "$1/file"
	chown daemon:daemon "$1/file"
	setpriv --reuid=1 --regid=1 --clear-groups ping -c1 127.0.0.1
	mount -t tmpfs none "$1/mnt"
	umount "$1/mnt"
	checks -d
}

# Lines "number NAME", from libcap and the kernel's last capability.
oracle_names()
{
	last_cap=$(cat /proc/sys/kernel/cap_last_cap)
	capsh --decode="$(printf '%x' $(((2 << last_cap) - 1)))" | sed 's/.*=//' |
		tr ',[:lower:]' '\n[:upper:]' | awk '{ print NR - 1, $0 }'
}
