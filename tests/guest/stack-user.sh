#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The stack of a program is that of its functions, as nm has them and as bpftrace
# shows them, also when the program has ended before the stream is read.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/stack.sh"

needs bpftrace
modprobe captrace || fail "no module"
program=$(command -v frames)

# The symbols in front of, and at, an offset in the program.
name_of()
{
	while read -r type offset address _ size _; do
		[ "$type" = LOAD ] || continue
		at=$(($1 - offset))
		[ $at -ge 0 ] && [ $at -lt $((size)) ] || continue
		printf '%016x\n' $((address + at))
	done <"$program.nm" >"$tmp/address"
	awk 'NR == FNR { address = $1; next }
		NF == 3 && ($1 "") <= (address "") { name = $3 } END { print name }' \
		"$tmp/address" "$tmp/symbols"
}

# One that ends at once may be gone before the module has looked at its map.
waits()
{
	grep -Eq 'fifo|wait_for_partner' "/proc/$(pgrep -x frames)/wchan"
}
mkfifo "$tmp/end"
stream -u frames -f "$tmp/end" >"$tmp/checks" &
stream_pid=$!
wait_for 20 waits || fail "the program does not wait"
: >"$tmp/end"
wait "$stream_pid" || fail "no stream"
grep -E '^[0-9a-f]{16} [tT] ' "$program.nm" | sort >"$tmp/symbols"
cut -f 7 "$tmp/checks" | tr ';' '\n' | head -n 3 >"$tmp/frames"
while read -r frame; do
	[ "${frame%+*}" = "$program" ] || fail "'$frame' is not in $program" >&2
	name_of "${frame##*+}"
done <"$tmp/frames" >"$tmp/names"
[ "$(tr '\n' ' ' <"$tmp/names")" = "inner outer main " ] ||
	fail "not the functions:" "$(cat "$tmp/names" "$tmp/frames")"

mkfifo "$tmp/fifo"
start_bpftrace_stacks frames cap_capable ustack
frames -f "$tmp/fifo" &
pid=$!
await_bpftrace_stack "$pid"
stop_bpftrace_stacks "$pid" >"$tmp/theirs"
: >"$tmp/fifo"
cut -d ';' -f -3 "$tmp/theirs" | tr ';' '\n' | sed 's/+.*//' >"$tmp/ours"
diff "$tmp/ours" "$tmp/names" || fail "captrace (>) and bpftrace (<) differ"
