# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# What bpftrace says of stacks.  Needs lib.sh.

# start_bpftrace_stacks PROGRAM FUNCTION FIELD: bpftrace notes the field, kstack
# or ustack, of this program at this function, of cap_capable() where the check
# is audited.  It sees it from when on it has seen it.
start_bpftrace_stacks()
{
	condition=1
	[ "$2" != cap_capable ] || condition='!(arg3 & 2)'
	cat >"$tmp/script" <<-END
		kprobe:$2 /comm == "$1" && $condition/ { printf("stack %d\n%s\nend\n", pid, $3); }
	END
	bpftrace -B line "$tmp/script" >"$tmp/bpftrace" 2>"$tmp/err" &
	bpftrace_pid=$!
	wait_for 40 bpftrace_sees "$1" ||
		fail "bpftrace does not start:" "$(cat "$tmp/err")"
}

bpftrace_sees()
{
	"$1"
	sleep 1
	grep -q '^end' "$tmp/bpftrace"
}

# The last stack of process $1, or of any if that is empty, a line of its frames
# with semicolons between.
bpftrace_stack()
{
	awk -v pid="$1" '$1 == "stack" { whose = $2; stack = ""; next }
		$1 == "end" { if (pid == "" || whose == pid) last = stack; next }
		NF { stack = stack (stack == "" ? "" : ";") $1 }
		END { print last }' "$tmp/bpftrace"
}

has_bpftrace_stack()
{
	[ "$(bpftrace_stack "$1")" ]
}

# Until it has seen one of process $1.
await_bpftrace_stack()
{
	wait_for 10 has_bpftrace_stack "$1" || fail "bpftrace did not see $1"
}

# Gives the stack as above.  It is ended at once, as it may take long to end by
# itself, and has written what it saw.
stop_bpftrace_stacks()
{
	kill -KILL "$bpftrace_pid"
	wait "$bpftrace_pid"
	bpftrace_stack "$1" | probe_without_offset
}

# Of the function that is probed, what the probe is said to have passed differs.
probe_without_offset()
{
	sed 's/^\([^+;]*\)+[0-9]*/\1/'
}

# The frames of captrace as bpftrace writes them: the offset in decimal, without
# the size.
as_bpftrace()
{
	while read -r stack; do
		line=
		for frame in $(echo "$stack" | sed 's/ \[[^];]*\]//g; s/;/ /g'); do
			offset=${frame#*+}
			offset=$((${offset%/*}))
			line="$line;${frame%%+*}+$offset"
		done
		echo "${line#;}"
	done | probe_without_offset
}
