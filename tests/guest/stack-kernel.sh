#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The kernel's stack of a check is what bpftrace shows at cap_capable().
. "${0%/*}/lib.sh"
. "${0%/*}/lib/stack.sh"

needs bpftrace
modprobe captrace || fail "no module"

start_bpftrace_stacks frames cap_capable kstack
stream -k frames >"$tmp/checks" || fail "no stream"
stop_bpftrace_stacks "" >"$tmp/theirs"
cut -f 5 "$tmp/checks" | as_bpftrace >"$tmp/ours"
[ "$(wc -l <"$tmp/ours")" -eq 1 ] || fail "not one check:" "$(cat "$tmp/checks")"
diff "$tmp/theirs" "$tmp/ours" || fail "captrace (>) and bpftrace (<) differ"
