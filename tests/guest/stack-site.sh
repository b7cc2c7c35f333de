#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Where cap_capable() is inlined, too, the kernel's stack of a check is what
# bpftrace shows.
# kernels: 6.1 6.12 (the others have not inlined it)
. "${0%/*}/lib.sh"
. "${0%/*}/lib/stack.sh"

needs bpftrace
modprobe captrace || fail "no module"

start_bpftrace_stacks sites cap_capset kstack
stream -k sites >"$tmp/checks" || fail "no stream"
stop_bpftrace_stacks "" >"$tmp/theirs"
cut -f 5 "$tmp/checks" | grep '^cap_capset+' | as_bpftrace >"$tmp/ours"
[ -s "$tmp/ours" ] || skip "the compiler has not inlined it in this kernel"
diff "$tmp/theirs" "$tmp/ours" || fail "captrace (>) and bpftrace (<) differ"
