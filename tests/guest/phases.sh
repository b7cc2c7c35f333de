#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# --phase: what a program needs before it gives up its ids, and afterwards.
. "${0%/*}/lib.sh"
. "${0%/*}/lib/trace.sh"

needs python3

# What it needs is a matter of what it does, in this order.
cat >"$tmp/daemon" <<'END'
import os, socket

socket.sethostname("a")
os.setgroups([])
os.setgid(1)
os.setuid(1)
try:
    os.chown("/", 1, 1)
except PermissionError:
    pass
END

# needed PHASES: in a profile of these phases.
needed()
{
	captrace -r "$tmp/trace" --phase "$1" --profile docker |
		sed -n 's/^--cap-add=//p' | sort | tr '\n' ' '
}

captrace -f -w "$tmp/trace" python3 "$tmp/daemon"
expect_status $? 0
[ "$(needed init)" = 'SETGID SETUID SYS_ADMIN ' ] ||
	fail "init: $(needed init)"
[ "$(needed steady)" = 'CHOWN ' ] || fail "steady: $(needed steady)"
[ "$(needed init,steady)" = 'CHOWN SETGID SETUID SYS_ADMIN ' ] ||
	fail "both: $(needed init,steady)"
