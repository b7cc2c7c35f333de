# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
#
# Running captrace beside something else.  Needs lib.sh.

kprobes=/sys/kernel/debug/kprobes

# captrace in the background, from when on it sees: it sleeps in poll().
# Sets captrace_pid.
start_captrace()
{
	captrace "$@" &
	captrace_pid=$!
	wait_for 20 captrace_waits || fail "captrace $* did not start"
}

captrace_waits()
{
	grep -q poll "/proc/$captrace_pid/wchan"
}

# Ends it as a user would, and gives its exit status.
stop_captrace()
{
	kill -TERM "$captrace_pid"
	wait "$captrace_pid"
}

# in_cgroup DIRECTORY COMMAND...
in_cgroup()
{
	sh -c 'echo 0 >"$0/cgroup.procs"; exec "$@"' "$@"
}

# Lets go of programs that `checks -w FIFO` holds.
release()
{
	: >"$1"
}

# True if the program with this pid waits for its FIFO.
holds()
{
	grep -Eq 'fifo|wait_for_partner' "/proc/$1/wchan"
}

# Until all of these programs wait for their FIFO.
await_held()
{
	for pid; do
		wait_for 10 holds "$pid" || fail "process $pid does not wait"
	done
}

# Lets go of the program that a captrace runs, once that waits for its FIFO;
# gives the path that /proc has for it.
proc_exe()
{
	wait_for 20 held_child "$1" || fail "the command does not wait"
	readlink "/proc/$(ps -o pid= --ppid "$1" | tr -d ' ')/exe"
}

held_child()
{
	holds "$(ps -o pid= --ppid "$1" | tr -d ' ')"
}

# How many lines of a file match.
count()
{
	grep -Ec "$2" "$1" || :
}

expect_count()
{
	got=$(count "$1" "$2")
	[ "$got" -eq "$3" ] ||
		fail "$got lines match '$2', not $3:" "$(head -n 20 "$1")"
}

# Exactly the lines on stdin, with blanks for tabs.
expect_lines()
{
	cat >"$tmp/expected"
	tr '\t' ' ' <"$1" | diff "$tmp/expected" - ||
		fail "that is not what $1 should have"
}

expect_status()
{
	[ "$1" -eq "$2" ] || fail "exit status $1, not $2"
}

probe_armed()
{
	grep cap_capable "$kprobes/list" | grep -qv DISABLED
}
