# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# What bpftrace says of stacks.  Needs lib.sh.

# start_bpftrace_stacks PROGRAM FUNCTION FIELD: bpftrace notes the field, kstack
# or ustack, of this program at this function.  It sees it from when on it has
# seen it.
start_bpftrace_stacks()
{
	cat >"$tmp/script" <<-END
		kprobe:$2 /comm == "$1"/ { printf("stack\n%s\nend\n", $3); }
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
	[ "$(count_bpftrace_stacks)" -gt 0 ]
}

count_bpftrace_stacks()
{
	grep -c '^end' "$tmp/bpftrace"
}

has_bpftrace_stacks()
{
	[ "$(count_bpftrace_stacks)" -ge "$1" ]
}

# Until it has seen so many.
await_bpftrace_stacks()
{
	wait_for 10 has_bpftrace_stacks "$1" || fail "bpftrace saw too few"
}

# The last one, a line of its frames with semicolons between.
stop_bpftrace_stacks()
{
	kill -INT "$bpftrace_pid"
	wait "$bpftrace_pid"
	awk '$1 == "stack" { stack = ""; next }
		$1 == "end" { last = stack; next }
		NF { stack = stack (stack == "" ? "" : ";") $1 }
		END { print last }' "$tmp/bpftrace" | probe_without_offset
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
