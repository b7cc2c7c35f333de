# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What the kernel's own tracer sees at cap_capable(): a kprobe event for the
# arguments and a kretprobe event for the result, in an instance of its own.
# Needs lib.sh, and a kernel whose arguments are in x86-64 registers.

tracefs=/sys/kernel/tracing
oracle=$tracefs/instances/oracle

oracle_start()
{
	# shellcheck disable=SC2016 # the kernel's own variable
	echo 'p:oracle/enter cap_capable cap=%dx:u32 opts=%cx:u32
r:oracle/leave cap_capable ret=$retval:s32' >>$tracefs/kprobe_events
	mkdir $oracle
	echo 16384 >$oracle/buffer_size_kb
	echo 1 >$oracle/events/oracle/enable
}

# Lines "tid capability result", of tasks with a number above $1.  The two
# events of a check follow each other in the same task.
oracle_stop()
{
	echo 0 >$oracle/events/oracle/enable
	! grep -q LOST $oracle/trace || fail "the kernel's tracer lost events"
	sed -n 's/^.*-\([0-9]*\) .* \(enter\|leave\): .*) \(.*\)$/\1 \2 \3/p' \
		$oracle/trace | awk -v first="$1" '
		$1 <= first { next }
		$2 == "enter" { sub("cap=", "", $3); cap[$1] = $3 }
		$2 == "leave" { sub(".*=", "", $NF); print $1, cap[$1], $NF }'
	rmdir $oracle
	echo '-:oracle/enter
-:oracle/leave' >>$tracefs/kprobe_events
}

# Lines "number NAME", from libcap and the kernel's last capability.
oracle_names()
{
	number=0
	while [ $number -le "$(cat /proc/sys/kernel/cap_last_cap)" ]; do
		capsh --decode="$(printf '%x' $((1 << number)))" |
			sed "s/.*=/$number /" | tr '[:lower:]' '[:upper:]'
		number=$((number + 1))
	done
}
